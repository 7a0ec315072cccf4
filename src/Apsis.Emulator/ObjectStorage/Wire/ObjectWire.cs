namespace Apsis.Emulator.ObjectStorage;

internal sealed record ObjectPage(IReadOnlyList<ObjectDetails> Items, string? Next);

/// <summary>An object as the calls answer it; each leaves out what it does not tell.</summary>
internal sealed record ObjectDetails
{
    public required string BucketKey { get; init; }

    public required string ObjectId { get; init; }

    public required string ObjectKey { get; init; }

    public string? Sha1 { get; init; }

    public required long Size { get; init; }

    public required string ContentType { get; init; }

    public required string Location { get; init; }

    public IReadOnlyList<long>? BlockSizes { get; init; }

    public IReadOnlyList<string>? Deltas { get; init; }

    public long? CreatedDate { get; init; }

    public long? LastAccessedDate { get; init; }

    public long? LastModifiedDate { get; init; }

    public string? UserDefinedMetadata { get; init; }

    public string? ContentDisposition { get; init; }

    public string? ContentEncoding { get; init; }

    public string? CacheControl { get; init; }
}
