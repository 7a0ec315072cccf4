using Apsis.Cli.Output;

namespace Apsis.Cli.Storage;

/// <summary>One file or object to copy.</summary>
/// <param name="Source">Where from.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Bytes">How much; null when it is not known before.</param>
internal sealed record CopyItem(CopyEnd Source, CopyEnd Destination, long? Bytes)
{
    /// <summary>Why it can not be copied; null when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Its line as long as it is not told how it ended.</summary>
    public CopyLine ToLine() => new(Source.ToString()!, Destination.ToString()!, CopyLine.Failed, Bytes);
}

/// <summary>An end of a copy.</summary>
internal abstract record CopyEnd
{
    public sealed record Local(string Path) : CopyEnd
    {
        public override string ToString() => Path;
    }

    public sealed record Stored(string Bucket, string Key) : CopyEnd
    {
        public override string ToString() => new OssAddress(Bucket, Key).ToString();
    }

    public sealed record Standard : CopyEnd
    {
        public override string ToString() => "-";
    }
}
