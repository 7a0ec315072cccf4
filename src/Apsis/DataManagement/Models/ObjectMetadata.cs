using System.Text;
using System.Text.Json;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>What is said of an object when its upload is completed. All of it is printable ASCII.</summary>
public sealed record ObjectMetadata
{
    /// <summary>The media type that a download answers. Default <c>application/octet-stream</c>, the service's.</summary>
    public string? ContentType { get; init; }

    /// <summary>The <c>Content-Disposition</c> that a download answers.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>The <c>Content-Encoding</c> that a download answers.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>The <c>Cache-Control</c> that a download answers.</summary>
    public string? CacheControl { get; init; }

    /// <summary>A JSON object of fewer than 100 bytes, for what you like; see <see cref="ObjectExtras.UserDefinedMetadata"/>.</summary>
    public string? UserDefined { get; init; }

    /// <exception cref="ArgumentException">A value can not be a header, or the user-defined one is not a small JSON object.</exception>
    internal ObjectMetadata Checked()
    {
        HeaderText.Check(ContentType, nameof(ContentType));
        HeaderText.Check(ContentDisposition, nameof(ContentDisposition));
        HeaderText.Check(ContentEncoding, nameof(ContentEncoding));
        HeaderText.Check(CacheControl, nameof(CacheControl));
        HeaderText.Check(UserDefined, nameof(UserDefined));
        if (UserDefined is not null && !IsSmallObject(UserDefined))
            throw new ArgumentException($"The user-defined metadata must be a JSON object of fewer than {ApsLimits.MaxMetadataBytes} bytes.", nameof(UserDefined));
        return this;
    }

    internal ApsCall AddTo(ApsCall call)
    {
        (string Name, string? Value)[] headers =
        [
            ("x-ads-meta-Content-Type", ContentType), ("x-ads-meta-Content-Disposition", ContentDisposition),
            ("x-ads-meta-Content-Encoding", ContentEncoding), ("x-ads-meta-Cache-Control", CacheControl), ("x-ads-user-defined-metadata", UserDefined),
        ];
        foreach (var (name, value) in headers)
        {
            if (value is not null)
                call.WithHeader(name, value);
        }

        return call;
    }

    private static bool IsSmallObject(string json)
    {
        if (Encoding.UTF8.GetByteCount(json) >= ApsLimits.MaxMetadataBytes)
            return false;

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
