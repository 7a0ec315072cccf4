namespace Apsis.Emulator.ObjectStorage;

/// <summary>An upload under way: parts arrive by URL, and nothing is an object until it is completed.</summary>
internal sealed record Upload(string UploadKey, string BucketKey, string ObjectKey, string S3Id, DateTimeOffset Expires)
{
    public const int MaximumParts = 10_000;
    public const int MaximumUrls = 25;
    public const long MinimumPartSize = 5 * 1024 * 1024;
}

/// <summary>A part that has arrived. The SHA-1 is known of a first part only, which may turn out to be the whole.</summary>
internal sealed record UploadPart(int Part, string BlobId, long Size, string Md5, string? Sha1);
