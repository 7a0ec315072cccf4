using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Apsis.Automation;

/// <summary>Signs what is submitted with a user's token, so that nobody who gets hold of that token can run another Activity for the app.</summary>
/// <remarks>
/// RSASSA-PKCS1-v1_5 with SHA-256 over the UTF-16LE bytes of the text, in standard base64; key files are those of Autodesk's
/// <c>Das.WorkItemSigner</c>. The public key is given to the service once, by <see cref="AppResource.SetPublicKeyAsync"/>. Safe for concurrent use.
/// </remarks>
public sealed class WorkItemSigner : IDisposable
{
    private const int KeyBits = 2048;
    private const int MaxKeyFileBytes = 64 * 1024;

    private readonly RSA _key;
    private readonly Lock _signing = new();

    private WorkItemSigner(RSA key) => _key = key;

    /// <summary>What the service checks the signatures with.</summary>
    public AppPublicKey PublicKey
    {
        get
        {
            var parameters = _key.ExportParameters(includePrivateParameters: false);
            return new AppPublicKey { Exponent = Convert.ToBase64String(parameters.Exponent!), Modulus = Convert.ToBase64String(parameters.Modulus!) };
        }
    }

    /// <summary>A signer with a new key of 2048 bits.</summary>
    public static WorkItemSigner Generate() => new(RSA.Create(KeyBits));

    /// <summary>A signer with the key in a text: <c>{Exponent, Modulus, D, DP, DQ, InverseQ, P, Q}</c> in base64.</summary>
    /// <exception cref="FormatException">It is no such text, or the public half only.</exception>
    public static WorkItemSigner FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        RSA? key = null;
        try
        {
            var file = JsonSerializer.Deserialize(json, SignerKeyJson.Default.SignerKey);
            if (file?.D is null)
                throw new FormatException("The key has no private half (D): it can not sign. Use the file that was generated, not the exported one.");

            key = RSA.Create();
            key.ImportParameters(file.ToParameters());
            return new WorkItemSigner(key);
        }
        catch (Exception error) when (error is JsonException or CryptographicException or ArgumentException)
        {
            key?.Dispose();
            // The parser's text may quote the key.
            throw new FormatException("The text is no RSA key of the form {Exponent, Modulus, D, DP, DQ, InverseQ, P, Q}.");
        }
    }

    /// <summary>A signer with the key in a file.</summary>
    /// <exception cref="IOException">The file can not be read.</exception>
    /// <exception cref="FormatException">It is no key file, or the public half only.</exception>
    public static async Task<WorkItemSigner> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (new FileInfo(path) is { Exists: true, Length: > MaxKeyFileBytes })
            throw new FormatException($"'{path}' is no key file: it has more than {MaxKeyFileBytes} bytes.");

        return FromJson(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Writes the key, its private half included, to a new file that only its owner may read.</summary>
    /// <exception cref="IOException">The file exists, or can not be written.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var file = new FileStream(path, options);
        await using (file.ConfigureAwait(false))
            await file.WriteAsync(Encoding.UTF8.GetBytes(ToJson(includePrivateKey: true)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The key as a text. With its private half it is a secret.</summary>
    public string ToJson(bool includePrivateKey) => SignerKeyJson.Write(SignerKey.Of(_key.ExportParameters(includePrivateKey)));

    /// <summary>The signature of a text, in base64.</summary>
    public string Sign(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        lock (_signing)
            return Convert.ToBase64String(_key.SignData(Encoding.Unicode.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The WorkItem with its signatures.</summary>
    /// <param name="spec">What is to be submitted. Its <see cref="WorkItemSpec.ActivityId"/> must be final.</param>
    /// <param name="baseUrls">What its URLs must begin with; none for any URL.</param>
    public WorkItemSpec Sign(WorkItemSpec spec, params IEnumerable<string> baseUrls)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(baseUrls);
        var signed = baseUrls.Select(url => new BaseUrlSignature { Url = url, Signature = Sign(url) }).ToList();
        return spec with { Signatures = new WorkItemSignatures { ActivityId = Sign(spec.ActivityId), BaseUrls = signed.Count > 0 ? signed : null } };
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
