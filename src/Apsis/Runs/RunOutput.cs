namespace Apsis.Runs;

/// <summary>Where an output parameter of the Activity goes.</summary>
/// <param name="Argument">The parameter's name.</param>
public abstract record RunOutput(string Argument)
{
    /// <summary>An object in the run's bucket. It keeps this key, and replaces an older object of the same key.</summary>
    public sealed record Object(string Argument, string ObjectKey) : RunOutput(Argument)
    {
        /// <summary>Whether the WorkItem succeeds without it.</summary>
        public bool Optional { get; init; }
    }
}
