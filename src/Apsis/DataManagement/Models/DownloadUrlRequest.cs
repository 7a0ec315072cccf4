using System.Globalization;

namespace Apsis.DataManagement;

/// <summary>Asks for the address of an object.</summary>
public sealed record DownloadUrlRequest
{
    /// <summary>The key of the object.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>The media type that the download shall answer. Default the object's.</summary>
    public string? ResponseContentType { get; init; }

    /// <summary>The <c>Content-Disposition</c> that the download shall answer. Default the object's.</summary>
    public string? ResponseContentDisposition { get; init; }

    /// <summary>The <c>Cache-Control</c> that the download shall answer. Default the object's.</summary>
    public string? ResponseCacheControl { get; init; }

    /// <summary>A SHA-1; when the object has it still, no address is given. Default no condition.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>When the object is not newer, no address is given. Whole seconds. Default no condition.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    internal string? ModifiedSinceText => IfModifiedSince?.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);

    /// <exception cref="ArgumentException">The key is empty, or a value can not be a header.</exception>
    internal DownloadUrlRequest Checked()
    {
        DataManagement.ObjectKey.Parse(ObjectKey);
        HeaderText.Check(ResponseContentType, nameof(ResponseContentType));
        HeaderText.Check(ResponseContentDisposition, nameof(ResponseContentDisposition));
        HeaderText.Check(ResponseCacheControl, nameof(ResponseCacheControl));
        HeaderText.Check(IfNoneMatch, nameof(IfNoneMatch));
        return this;
    }
}
