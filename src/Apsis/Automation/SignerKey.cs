using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>An RSA key as the key files of Autodesk's signer have it: each number in base64, big-endian.</summary>
internal sealed record SignerKey
{
    public byte[]? D { get; init; }

    public byte[]? DP { get; init; }

    public byte[]? DQ { get; init; }

    public byte[]? Exponent { get; init; }

    public byte[]? InverseQ { get; init; }

    public byte[]? Modulus { get; init; }

    public byte[]? P { get; init; }

    public byte[]? Q { get; init; }

    public static SignerKey Of(RSAParameters key) => new()
    {
        D = key.D,
        DP = key.DP,
        DQ = key.DQ,
        Exponent = key.Exponent,
        InverseQ = key.InverseQ,
        Modulus = key.Modulus,
        P = key.P,
        Q = key.Q,
    };

    public RSAParameters ToParameters() => new()
    {
        D = D,
        DP = DP,
        DQ = DQ,
        Exponent = Exponent,
        InverseQ = InverseQ,
        Modulus = Modulus,
        P = P,
        Q = Q,
    };

    /// <summary>Nothing of the key.</summary>
    public override string ToString() => "SignerKey { *** }";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(SignerKey))]
internal sealed partial class SignerKeyJson : JsonSerializerContext
{
    // Base64 holds a plus, which need not be safe inside a web page.
    public static string Write(SignerKey key) =>
        JsonSerializer.Serialize(key, new SignerKeyJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).SignerKey);
}
