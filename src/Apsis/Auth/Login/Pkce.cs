using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Apsis.Auth;

/// <summary>The proof that whoever exchanges a code is who asked for it (RFC 7636, method S256). Prints without the verifier.</summary>
public sealed class Pkce
{
    /// <summary>How the challenge is made of the verifier.</summary>
    public const string Method = "S256";

    private const int MinChars = 43;
    private const int MaxChars = 128;
    private const int RandomBytes = 48;

    private Pkce(string verifier)
    {
        Verifier = verifier;
        Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
    }

    /// <summary>The secret: 43 to 128 letters, digits and <c>-._~</c>. Sent with the code, and never before.</summary>
    public string Verifier { get; }

    /// <summary>What the authorization URL carries: base64url of the SHA-256 of the verifier.</summary>
    public string Challenge { get; }

    /// <summary>A new secret of 384 random bits.</summary>
    public static Pkce Create() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));

    /// <summary>The one whose verifier was kept, in a web app's session for example.</summary>
    /// <exception cref="ArgumentException">It is no verifier.</exception>
    public static Pkce FromVerifier(string verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        return verifier.Length is >= MinChars and <= MaxChars && verifier.All(IsUnreserved)
            ? new Pkce(verifier)
            : throw new ArgumentException($"A code verifier has {MinChars} to {MaxChars} characters: letters, digits and -._~ (RFC 7636).", nameof(verifier));
    }

    /// <summary>The challenge; never the verifier.</summary>
    public override string ToString() => $"Pkce {{ challenge {Challenge}, verifier *** }}";

    private static bool IsUnreserved(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~';
}
