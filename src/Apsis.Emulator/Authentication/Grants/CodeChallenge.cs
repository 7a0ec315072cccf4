using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Apsis.Emulator.Authentication.Grants;

/// <summary>Proof Key for Code Exchange (RFC 7636), method S256: the only one the service knows.</summary>
internal static class CodeChallenge
{
    public const string Method = "S256";

    private const int ChallengeLength = 43;

    public static bool IsChallenge(string text) => text.Length == ChallengeLength && text.All(character => IsUnreserved(character) && character is not ('.' or '~'));

    public static bool IsVerifier(string text) => text.Length is >= 43 and <= 128 && text.All(IsUnreserved);

    public static bool Matches(string challenge, string verifier) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(challenge), Encoding.ASCII.GetBytes(Of(verifier)));

    private static string Of(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static bool IsUnreserved(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~';
}
