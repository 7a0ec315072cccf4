using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>Who asks the authentication service: id and secret in a Basic header or in the form, never both; of public clients the id alone.</summary>
internal sealed class ClientCredentials(ApsEmulatorOptions options)
{
    private const string Basic = "Basic ";

    /// <summary>The client that proved, or as a public client named, itself.</summary>
    /// <exception cref="AuthenticationRefusal">400 for credentials in both places, 401 for none or wrong ones.</exception>
    public ClientProof Authenticate(string? authorization, IFormCollection form)
    {
        var inForm = form.ContainsKey("client_id") || form.ContainsKey("client_secret");
        if (!string.IsNullOrEmpty(authorization) && inForm)
            throw AuthenticationRefusal.InvalidRequest("The 'client_id' is not supported in the request body when Authorization headers are present.");

        var (id, secret) = inForm ? (form["client_id"].ToString(), form["client_secret"].ToString()) : ReadHeader(authorization);
        if (id.Length == 0 || secret.Length == 0 && !inForm) throw AuthenticationRefusal.NoCredentials();
        if (options.Clients.Count > 0 && !options.Clients.Any(client => client.ClientId == id && SameSecret(client.ClientSecret, secret)))
            throw secret.Length == 0 ? AuthenticationRefusal.NoCredentials() : AuthenticationRefusal.WrongCredentials();
        return new ClientProof(id, IsConfidential: secret.Length > 0);
    }

    /// <summary>Whether an app of that id may send users here to sign in.</summary>
    public bool IsKnown(string clientId) => clientId.Length > 0 && (options.Clients.Count == 0 || Find(clientId) is not null);

    /// <summary>The registered client; null when any client is accepted.</summary>
    public EmulatorClient? Find(string clientId) => options.Clients.FirstOrDefault(client => client.ClientId == clientId);

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
