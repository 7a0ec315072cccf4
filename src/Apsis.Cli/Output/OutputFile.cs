namespace Apsis.Cli.Output;

/// <summary>One output: the object, and the file it was downloaded to.</summary>
internal sealed record OutputFile
{
    public required string Argument { get; init; }

    public required string ObjectKey { get; init; }

    /// <summary>The full path; absent when it was not downloaded.</summary>
    public string? Path { get; init; }

    public long? Bytes { get; init; }
}
