using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>Who asks the authentication service: id and secret in a Basic header or in the form, never both.</summary>
internal sealed class ClientCredentials(ApsEmulatorOptions options)
{
    private const string Basic = "Basic ";

    /// <summary>The id of the client that proved itself.</summary>
    /// <exception cref="AuthenticationRefusal">400 for credentials in both places, 401 for none or wrong ones.</exception>
    public string Authenticate(string? authorization, IFormCollection form)
    {
        var inForm = form.ContainsKey("client_id") || form.ContainsKey("client_secret");
        if (!string.IsNullOrEmpty(authorization) && inForm)
            throw AuthenticationRefusal.InvalidRequest("The client credentials may be in the Authorization header or in the body, not in both.");

        var (id, secret) = inForm ? (form["client_id"].ToString(), form["client_secret"].ToString()) : ReadHeader(authorization);
        if (id.Length == 0 || secret.Length == 0) throw AuthenticationRefusal.InvalidCredentials("No client id and secret were found in the request.");
        if (options.Clients.Count > 0 && !options.Clients.Any(client => client.ClientId == id && SameSecret(client.ClientSecret, secret)))
            throw AuthenticationRefusal.InvalidCredentials("The client_id (or client_secret) specified is not valid.");
        return id;
    }

    private static (string Id, string Secret) ReadHeader(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)) return ("", "");
        var encoded = authorization[Basic.Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return ("", "");
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", "") : (text[..colon], text[(colon + 1)..]);
    }

    private static bool SameSecret(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
