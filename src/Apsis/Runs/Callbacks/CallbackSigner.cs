using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Apsis.Runs.Callbacks;

/// <summary>Signs tickets, and tells whether a signature is right in a time that says nothing of it. HMAC-SHA256.</summary>
internal sealed class CallbackSigner(byte[] key)
{
    /// <summary>Characters of a signature: 32 bytes as base64 for addresses.</summary>
    public const int Length = 43;

    public static CallbackSigner OfText(string key) => new(Encoding.UTF8.GetBytes(key));

    public static CallbackSigner Random() => new(RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes));

    public string Sign(CallbackTicket ticket) => Base64Url.EncodeToString(Hash(ticket));

    public bool IsRight(CallbackTicket ticket, ReadOnlySpan<char> signature)
    {
        Span<byte> right = stackalloc byte[Length];
        Base64Url.EncodeToUtf8(Hash(ticket), right);
        if (signature.Length != Length)
            return false;

        // As texts: two texts may be the same bytes, and only one of them was given away.
        Span<byte> given = stackalloc byte[Length];
        Encoding.ASCII.GetBytes(signature, given);
        return CryptographicOperations.FixedTimeEquals(right, given);
    }

    public override string ToString() => "CallbackSigner { *** }";

    private byte[] Hash(CallbackTicket ticket) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"apsis-callback-1/{ticket}"));
}
