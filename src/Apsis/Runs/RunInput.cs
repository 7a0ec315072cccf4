using System.Text.Json.Nodes;

namespace Apsis.Runs;

/// <summary>What an input parameter of the Activity is bound to.</summary>
/// <param name="Argument">The parameter's name.</param>
public abstract record RunInput(string Argument)
{
    /// <summary>A local file. It is uploaded under a key of its own, so that runs never overwrite each other's inputs.</summary>
    public sealed record File(string Argument, string Path) : RunInput(Argument);

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
