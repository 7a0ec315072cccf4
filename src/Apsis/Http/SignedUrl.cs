using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Apsis.Http;

/// <summary>An address that is a key: whoever has it may read or write what it names. Prints without its secret part.</summary>
/// <remarks>JSON of it, and of what holds it, is the whole address: do not send a <c>WorkItemResult</c> to a browser as it is.</remarks>
[JsonConverter(typeof(SignedUrlConverter))]
public sealed partial record SignedUrl
{
    /// <summary>Wraps an absolute http or https address.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public SignedUrl(string url)
    {
        Uri = Uri.TryCreate(url, UriKind.Absolute, out var parsed) && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp)
            ? parsed
            : throw new FormatException("The service's signed URL is not an absolute http or https address.");
    }

    /// <summary>The address with its secret, for making the request and nothing else. Not public: what dumps the properties of objects would print it.</summary>
    internal Uri Uri { get; }

    /// <summary>The address with its secret, for handing it to somebody who shall use it.</summary>
    public string Reveal() => Uri.AbsoluteUri;

    /// <summary>Host and path with <c>***</c> in the place of the query and of a signed resource's id.</summary>
    public override string ToString() => Redact(Uri.AbsoluteUri);

    /// <summary>Replaces what is secret in any addresses and bearer tokens within a text.</summary>
    internal static string Redact(string text)
    {
        text = Queries().Replace(text, "$1?***");
        text = Resources().Replace(text, "$1***");
        return Bearers().Replace(text, "$1***");
    }

    [GeneratedRegex("""(https?://[^\s?"'<>\\]*)\?[^\s"'<>\\]*""", RegexOptions.IgnoreCase)]
    private static partial Regex Queries();

    [GeneratedRegex("""(/signedresources/)[^\s/?"'<>\\]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Resources();

    [GeneratedRegex("""(Bearer\s+)[^\s"'<>,;\\]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Bearers();
}

internal sealed class SignedUrlConverter : JsonConverter<SignedUrl>
{
    public override SignedUrl? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return reader.GetString() is { Length: > 0 } url ? new SignedUrl(url) : null;
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException)
        {
            throw new JsonException(error.Message, error);
        }
    }

    public override void Write(Utf8JsonWriter writer, SignedUrl value, JsonSerializerOptions options) => writer.WriteStringValue(value.Reveal());
}
