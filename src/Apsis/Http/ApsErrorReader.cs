using System.Net;
using System.Text;
using System.Text.Json;
using Apsis.Exceptions;

namespace Apsis.Http;

/// <summary>Turns an error answer of any of the services into one sentence and its facts.</summary>
internal static class ApsErrorReader
{
    private const int MaxBodyChars = 16 * 1024;
    private const int MaxReasonChars = 1000;

    public static async Task<ApsHttpException> ReadAsync(
        HttpMethod method, string url, HttpResponseMessage response, ApsFailed failed, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false);
        var reason = Reason(body);
        var message = $"{method} {url} answered {(int)response.StatusCode}{(reason.Length > 0 ? $": {reason}" : "")}.{Advice(response.StatusCode)}";
        return failed(message, FailureOf(method, url, response, body), null);
    }

    public static ApsHttpFailure FailureOf(HttpMethod method, string url, HttpResponseMessage? response, string body) => new()
    {
        Method = method.Method,
        Url = url,
        Status = response?.StatusCode,
        Body = body,
        RequestId = response is null ? null : Header(response, "x-request-id") ?? Header(response, "x-amzn-RequestId"),
    };

    /// <summary>The text that a person wants to read out of an error body, whichever service wrote it.</summary>
    public static string Reason(string body)
    {
        var text = body.Trim();
        if (text.Length == 0)
            return "";

        try
        {
            using var document = JsonDocument.Parse(text);
            text = Reason(document.RootElement);
        }
        catch (JsonException)
        {
            // Plain text, or S3's XML: shown as it is.
        }

        text = new string([.. text.Select(character => char.IsControl(character) ? ' ' : character)]).Trim().TrimEnd('.');
        return text.Length <= MaxReasonChars ? text : text[..MaxReasonChars] + "…";
    }

    private static string Reason(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.String => root.GetString() ?? "",
        // OSS: {"reason"}; gateway and Authentication: {"developerMessage"}; Design Automation: field → messages.
        JsonValueKind.Object when root.TryGetProperty("reason", out var reason) => reason.ToString(),
        JsonValueKind.Object when root.TryGetProperty("developerMessage", out var message) => message.ToString(),
        JsonValueKind.Object => string.Join("; ", root.EnumerateObject().Select(field => $"{field.Name}: {Messages(field.Value)}")),
        _ => root.ToString(),
    };

    private static string Messages(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join(", ", value.EnumerateArray().Select(item => item.ToString()))
        : value.ToString();

    private static string Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => " The token was refused: check the client id and secret (APS_CLIENT_ID, APS_CLIENT_SECRET) and the clock.",
        HttpStatusCode.Forbidden => " The app may not do this: check the scopes, and that the bucket or Activity belongs to this client id.",
        HttpStatusCode.TooManyRequests => " The rate limit of the client id is used up: make fewer calls, or wait a minute.",
        >= HttpStatusCode.InternalServerError => " The service has a fault: try again later.",
        _ => "",
    };

    private static async Task<string> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[MaxBodyChars];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return SignedUrl.Redact(Encoding.UTF8.GetString(buffer, 0, length));
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
