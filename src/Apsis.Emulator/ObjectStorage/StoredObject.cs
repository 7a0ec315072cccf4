namespace Apsis.Emulator.ObjectStorage;

/// <summary>One version of an object's content and what is known of it.</summary>
internal sealed record StoredObject
{
    public required string BucketKey { get; init; }

    public required string ObjectKey { get; init; }

    public required string VersionId { get; init; }

    public required long Size { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Sha1 { get; init; }

    public required ObjectHeaders Headers { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    public required DateTimeOffset Accessed { get; init; }

    /// <summary>The content, in order; none for an empty object without parts.</summary>
    public required IReadOnlyList<Segment> Segments { get; init; }

    public string ObjectId => $"urn:adsk.objects:os.object:{BucketKey}/{ObjectKey}";
}

/// <summary>A piece of content in a blob of its own.</summary>
internal sealed record Segment(string BlobId, long Size);

/// <summary>What the uploader said of the content.</summary>
internal sealed record ObjectHeaders
{
    public const string DefaultContentType = "application/octet-stream";

    public string ContentType { get; init; } = DefaultContentType;

    public string? ContentDisposition { get; init; }

    public string? ContentEncoding { get; init; }

    public string? CacheControl { get; init; }

    /// <summary>The JSON of <c>x-ads-user-defined-metadata</c>.</summary>
    public string? Metadata { get; init; }
}
