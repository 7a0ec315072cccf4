namespace Apsis.Runs;

/// <summary>Where an output parameter of the Activity goes. A closed set: the cases are nested in this type.</summary>
public abstract record RunOutput
{
    private RunOutput(string argument) => Argument = argument;

    /// <summary>The parameter's name.</summary>
    public string Argument { get; init; }

    /// <summary>The file or folder name in the job folder, for a parameter that names none; the parameter's when null.</summary>
    public string? LocalName { get; init; }

    /// <summary>Whether the WorkItem succeeds without it.</summary>
    public bool Optional { get; init; }

    /// <summary>An object in the run's bucket. It keeps this key, and replaces an older object of the same key.</summary>
    public sealed record Object(string Argument, string ObjectKey) : RunOutput(Argument)
    {
        /// <summary>
        /// Whether what is downloaded is a zip to be unpacked: its files go to a folder named as the key without <c>.zip</c>. For a
        /// parameter with <c>zip</c>, whose folder the service zips.
        /// </summary>
        public bool Extract { get; init; }
    }

    /// <summary>An address outside, to which the service sends it by PUT. It may hold a signature: prints as ***. It is not downloaded.</summary>
    public sealed record Link(string Argument, Uri Url) : RunOutput(Argument)
    {
        /// <summary>The argument without its address.</summary>
        public override string ToString() => $"Link {{ Argument = {Argument}, Url = *** }}";
    }
}
