using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Apsis.Auth;

/// <summary>The signed statement of a service account that it is itself: a JWT, signed with RS256.</summary>
/// <remarks>Source: "JWT Assertions" in the developer's guide of Secure Service Accounts (SSA v1).</remarks>
public static class ServiceAccountAssertion
{
    /// <summary>The audience of every assertion, whatever host it is sent to.</summary>
    public const string Audience = "https://developer.api.autodesk.com/authentication/v2/token";

    // The service takes 0 to 5 minutes: this bears a clock that is 2 minutes fast or 3 slow.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(3);

    /// <summary>Makes and signs an assertion that is good for 3 minutes.</summary>
    /// <param name="clientId">The client id of the app (<c>iss</c>).</param>
    /// <param name="serviceAccountId">The account (<c>sub</c>).</param>
    /// <param name="key">A key of the account (<c>kid</c>).</param>
    /// <param name="scopes">The scopes that the token shall have at most (<c>scope</c>).</param>
    /// <param name="now">The time now, from which the end (<c>exp</c>) is counted.</param>
    /// <exception cref="ArgumentException">The key is no RSA key in PEM form, or a scope is none.</exception>
    public static string Create(string clientId, string serviceAccountId, ServiceAccountPrivateKey key, IEnumerable<string> scopes, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceAccountId);
        ArgumentNullException.ThrowIfNull(key);
        var wanted = ScopeList.Of(scopes);

        using var rsa = Rsa(key);
        var header = Part(writer =>
        {
            writer.WriteString("kid", key.Kid);
            writer.WriteString("alg", "RS256");
        });
        var claims = Part(writer =>
        {
            writer.WriteString("iss", clientId);
            writer.WriteString("sub", serviceAccountId);
            writer.WriteString("aud", Audience);
            writer.WriteNumber("exp", (now + Life).ToUnixTimeSeconds());
            writer.WriteStartArray("scope");
            foreach (var scope in wanted)
                writer.WriteStringValue(scope);
            writer.WriteEndArray();
        });
        var signature = rsa.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The key, to sign with.</summary>
    /// <exception cref="ArgumentException">It is none. The message does not quote it.</exception>
    internal static RSA Rsa(ServiceAccountPrivateKey key)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(key.PrivateKey);
            return rsa;
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new ArgumentException($"The private key '{AuthError.Plain(key.Kid)}' is no unencrypted RSA key in PEM form (-----BEGIN … PRIVATE KEY-----).", nameof(key));
        }
    }

    private static string Part(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
