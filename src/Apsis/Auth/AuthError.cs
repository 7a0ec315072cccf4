using System.Text.Json;

namespace Apsis.Auth;

/// <summary>The error body of Authentication: the gateway's form (<c>developerMessage</c>, <c>errorCode</c>) or OAuth's (<c>error</c>, <c>error_description</c>).</summary>
internal readonly record struct AuthError(string? Code, string Reason)
{
    private const int MaxReasonChars = 500;

    /// <summary>The word of OAuth for a code or refresh token that is not, or no longer, valid.</summary>
    public const string InvalidGrant = "invalid_grant";

    public static AuthError Of(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return new AuthError(null, "");

            var code = Text(root, "error");
            return new AuthError(code, Plain(Text(root, "developerMessage") ?? Text(root, "error_description") ?? Text(root, "detail") ?? Text(root, "title") ?? code));
        }
        catch (JsonException)
        {
            // A proxy's page says nothing that a person wants to read in one line.
            return new AuthError(null, "");
        }
    }

    /// <summary>A text of the service as one line without control characters.</summary>
    public static string Plain(string? text)
    {
        var plain = new string([.. (text ?? "").Select(character => char.IsControl(character) ? ' ' : character)]).Trim().TrimEnd('.');
        return plain.Length <= MaxReasonChars ? plain : plain[..MaxReasonChars] + "…";
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
