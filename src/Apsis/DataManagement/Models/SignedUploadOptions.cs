using Apsis.DataManagement.Transfers;

namespace Apsis.DataManagement;

/// <summary>How content is put to a signed resource.</summary>
public sealed class SignedUploadOptions
{
    /// <summary>The media type; not <c>multipart/…</c>. Default <c>application/octet-stream</c>.</summary>
    public string ContentType { get; set; } = "application/octet-stream";

    /// <summary>The <c>Content-Disposition</c> that a download answers.</summary>
    public string? ContentDisposition { get; set; }

    /// <summary>The SHA-1 that the object must have to be replaced; the answer is 412 otherwise. Default no condition. Ignored by resumable uploads.</summary>
    public string? IfMatch { get; set; }

    /// <summary>Bytes of a piece of a resumable upload, at least 2 MiB. Default 8 MiB.</summary>
    public int ChunkBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Told the bytes sent so far. Default nobody.</summary>
    public IProgress<TransferProgress>? Progress { get; set; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(ContentType);
        HeaderText.Check(ContentType, nameof(ContentType));
        HeaderText.Check(ContentDisposition, nameof(ContentDisposition));
        HeaderText.Check(IfMatch, nameof(IfMatch));
        if (ContentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("A signed resource takes any media type but multipart.", nameof(ContentType));
        ArgumentOutOfRangeException.ThrowIfLessThan(ChunkBytes, 2 * 1024 * 1024);
    }
}
