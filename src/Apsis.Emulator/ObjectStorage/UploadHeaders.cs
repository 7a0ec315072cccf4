using System.Text;
using System.Text.Json;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>What a completion says of the content.</summary>
internal static class UploadHeaders
{
    private const int MaximumMetadataBytes = 100;

    /// <summary>Reads the headers, or their namesakes in a batch, by name.</summary>
    /// <exception cref="OssRefusal">400: a value cannot be a header again, or the metadata is not a small JSON object.</exception>
    public static ObjectHeaders Of(Func<string, string?> value)
    {
        string? Checked(string name) => HeaderValues.Check(name, value(name));

        return new ObjectHeaders
        {
            ContentType = Checked("x-ads-meta-Content-Type") ?? ObjectHeaders.DefaultContentType,
            ContentDisposition = Checked("x-ads-meta-Content-Disposition"),
            ContentEncoding = Checked("x-ads-meta-Content-Encoding"),
            CacheControl = Checked("x-ads-meta-Cache-Control"),
            Metadata = Metadata(value("x-ads-user-defined-metadata")),
        };
    }

    private static string? Metadata(string? json)
    {
        if (string.IsNullOrEmpty(json)) return null;
        try
        {
            if (Encoding.UTF8.GetByteCount(json) < MaximumMetadataBytes && JsonElement.Parse(json).ValueKind == JsonValueKind.Object) return json;
        }
        catch (JsonException)
        {
            // Answered below, with what is well-formed but not an object.
        }

        throw OssRefusal.BadValue("x-ads-user-defined-metadata");
    }
}
