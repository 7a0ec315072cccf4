using System.Text.Json.Nodes;

namespace Apsis.Runs;

/// <summary>What an input parameter of the Activity is bound to. A closed set: the cases are nested in this type.</summary>
public abstract record RunInput
{
    private RunInput(string argument) => Argument = argument;

    /// <summary>The parameter's name.</summary>
    public string Argument { get; init; }

    /// <summary>The file or folder name in the job folder, for a parameter that names none; the parameter's when null.</summary>
    public string? LocalName { get; init; }

    /// <summary>The main file within an input that is a zip or a folder: the service unzips it and hands this file's path to the engine.</summary>
    public string? PathInZip { get; init; }

    /// <summary>Whether the WorkItem goes on when the service can not fetch it.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether it lies on this side and goes to the bucket first.</summary>
    internal virtual bool IsUploaded => false;

    /// <summary>A local file. It is uploaded under a key of its own, so that runs never overwrite each other's inputs.</summary>
    public sealed record File(string Argument, string Path) : RunInput(Argument)
    {
        internal override bool IsUploaded => true;
    }

    /// <summary>A local folder, uploaded as a zip of all its files. For a parameter with <c>zip</c>, or with <see cref="PathInZip"/>.</summary>
    public sealed record Folder(string Argument, string Path) : RunInput(Argument)
    {
        internal override bool IsUploaded => true;
    }

    /// <summary>What a stream gives, of any length, such as an upload that a web server receives. The stream is not disposed.</summary>
    /// <param name="Argument">The parameter's name.</param>
    /// <param name="Source">Read to its end from where it stands. A run that has to read it again rewinds it, or fails when it can not.</param>
    /// <param name="FileName">The name that it would have as a file, with its extension.</param>
    public sealed record Content(string Argument, Stream Source, string FileName) : RunInput(Argument)
    {
        private int _isBegun;

        internal override bool IsUploaded => true;

        internal long Start { get; } = Source is { CanSeek: true } ? Source.Position : 0;

        /// <summary>Whether nobody has read it before.</summary>
        internal bool TryBegin() => Interlocked.Exchange(ref _isBegun, 1) == 0;
    }

    /// <summary>A text.</summary>
    public sealed record Text(string Argument, string Value) : RunInput(Argument);

    /// <summary>A JSON value.</summary>
    public sealed record Json(string Argument, JsonNode? Value) : RunInput(Argument);

    /// <summary>An object that is in the storage already.</summary>
    public sealed record Object(string Argument, string BucketKey, string ObjectKey) : RunInput(Argument);

    /// <summary>Something that the service fetches from an address, which may hold a signature: prints as ***.</summary>
    public sealed record Link(string Argument, Uri Url) : RunInput(Argument)
    {
        /// <summary>The argument without its address.</summary>
        public override string ToString() => $"Link {{ Argument = {Argument}, Url = *** }}";
    }
}
