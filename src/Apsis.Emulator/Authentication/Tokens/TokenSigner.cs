using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Authentication.Tokens;

/// <summary>Signs JSON web tokens with the emulator's key, and recognises them again.</summary>
internal sealed class TokenSigner(SecretStore secrets, EmulatorFolder folder)
{
    private const string KeyName = "token signing key";

    // Making one takes longer than most tests: those that keep nothing share it, and tell their tokens apart by the key's id.
    private static readonly Lazy<byte[]> KeyOfTheProcess = new(SigningKey.Make);

    private volatile SigningKey? _key;

    /// <summary>Reads the key of an earlier run; a first one is made with the first token, or meanwhile, for it takes a while.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (await secrets.FindAsync(KeyName, cancellationToken) is { } stored) _key = new SigningKey(stored);
        // While the rest starts, and the program prepares its first call.
        if (folder.IsTemporary && !KeyOfTheProcess.IsValueCreated) _ = Task.Run(() => KeyOfTheProcess.Value, CancellationToken.None);
    }

    public async Task<PublicKey> GetPublicKeyAsync(CancellationToken cancellationToken) => (await GetKeyAsync(cancellationToken)).Public;

    public async Task<string> SignAsync<T>(T claims, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var key = await GetKeyAsync(cancellationToken);
        var header = new TokenHeader(JsonWebToken.Algorithm, key.Public.KeyId, "assc");
        var content = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header, AuthenticationJson.Default.TokenHeader))
            + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, type));
        return content + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(content)));
    }

    public bool IsOurs(JsonWebToken token) => _key is { } key && token.Header.KeyId == key.Public.KeyId && key.Verify(token.SignedPart, token.Signature);

    private async Task<SigningKey> GetKeyAsync(CancellationToken cancellationToken)
    {
        if (_key is { } key) return key;
        if (!folder.IsTemporary) return _key = new SigningKey(await secrets.GetOrAddAsync(KeyName, SigningKey.Make, cancellationToken));
        Interlocked.CompareExchange(ref _key, new SigningKey(KeyOfTheProcess.Value, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(20))), null);
        return _key;
    }
}
