using System.Security.Cryptography;
using Apsis.Emulator.Authentication.Tokens;

namespace Apsis.Emulator.Authentication.ServiceAccounts;

/// <summary>A key of a service account; the private half is the app's alone.</summary>
internal sealed record ServiceAccountKey(string Id, string AccountId, byte[] PublicKey, bool IsEnabled, DateTimeOffset Created, DateTimeOffset Accessed)
{
    public string Status => IsEnabled ? ServiceAccount.Enabled : ServiceAccount.Disabled;

    public bool HasSigned(JsonWebToken token)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(PublicKey, out _);
        return rsa.VerifyData(token.SignedPart, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
