using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Apsis.Auth;

/// <summary>The one thing that a login needs of an ID token.</summary>
/// <remarks>It came from the service itself over TLS, so that its signature need not be checked (OpenID Connect Core, 3.1.3.7).</remarks>
internal static class IdToken
{
    /// <summary>Whether the token carries a nonce other than the given one. One without is accepted: the service's documented claims have none.</summary>
    public static bool ContradictsNonce(string idToken, string nonce)
    {
        try
        {
            var parts = idToken.Split('.');
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts.Length == 3 ? parts[1] : ""));
            return claims.RootElement.TryGetProperty("nonce", out var claim)
                && !(claim.ValueKind == JsonValueKind.String
                    && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(claim.GetString()!), Encoding.UTF8.GetBytes(nonce)));
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            return true;
        }
    }
}
