using System.Buffers.Text;
using System.Security.Cryptography;

namespace Apsis.Emulator.Authentication.Tokens;

/// <summary>The RSA key that signs tokens. Safe to use from many threads: each use takes its own instance of the algorithm.</summary>
internal sealed class SigningKey
{
    private readonly RSAParameters _parameters;

    /// <param name="pkcs1">The private key.</param>
    /// <param name="keyId">How it is called; null, the default, is by its hash.</param>
    public SigningKey(byte[] pkcs1, string? keyId = null)
    {
        using var rsa = RSA.Create();
        rsa.ImportRSAPrivateKey(pkcs1, out _);
        _parameters = rsa.ExportParameters(includePrivateParameters: true);
        var publicKey = SHA256.HashData(rsa.ExportRSAPublicKey());
        Public = new PublicKey(
            keyId ?? Base64Url.EncodeToString(publicKey.AsSpan(..20)), "RSA", "sig",
            Base64Url.EncodeToString(_parameters.Modulus), Base64Url.EncodeToString(_parameters.Exponent));
    }

    public PublicKey Public { get; }

    public static byte[] Make()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportRSAPrivateKey();
    }

    public byte[] Sign(byte[] content)
    {
        using var rsa = RSA.Create(_parameters);
        return rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public bool Verify(byte[] content, byte[] signature)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = _parameters.Modulus, Exponent = _parameters.Exponent });
        return rsa.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
