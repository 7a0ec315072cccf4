using System.Text.Json;
using Apsis.Exceptions;

namespace Apsis.Automation;

/// <summary>The app behind the client id.</summary>
public sealed class AppResource
{
    private const string Me = "forgeapps/me";

    private readonly AutomationClient _client;

    internal AppResource(AutomationClient client) => _client = client;

    /// <summary>The app's nickname, and its public key when it has one.</summary>
    public async Task<ForgeApp> GetAsync(CancellationToken cancellationToken = default)
    {
        // A string, or an object once a public key is set.
        var answer = await _client.Call(HttpMethod.Get, Me).ReadAsync(AutomationJson.Default.JsonElement, cancellationToken).ConfigureAwait(false);
        if (answer.ValueKind != JsonValueKind.Object)
            return new ForgeApp { Nickname = answer.ValueKind == JsonValueKind.String ? answer.GetString() : _client.Pipeline.Auth.ClientId };

        try
        {
            var app = answer.Deserialize(AutomationJson.Default.ForgeApp)!;
            return app with { Nickname = app.Nickname ?? _client.Pipeline.Auth.ClientId };
        }
        catch (JsonException error)
        {
            throw new ApsException("The answer to GET forgeapps/me is not what the API documents: the public key has no Exponent or no Modulus.", error);
        }
    }

    /// <summary>The owner part of the app's ids: its nickname, or its client id while it has none.</summary>
    public async Task<string> GetNicknameAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync(cancellationToken).ConfigureAwait(false)).Nickname!;

    /// <summary>Sets the nickname: at most 20 letters, digits and underscores, unique in the world, only while the app owns nothing.</summary>
    public Task SetNicknameAsync(string nickname, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nickname);
        return UpdateAsync(new ForgeApp { Nickname = nickname }, cancellationToken);
    }

    /// <summary>Sets the key that signatures are checked with, such as <see cref="WorkItemSigner.PublicKey"/>. WorkItems signed with another are refused from then on.</summary>
    public Task SetPublicKeyAsync(AppPublicKey publicKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        return UpdateAsync(new ForgeApp { PublicKey = publicKey }, cancellationToken);
    }

    /// <summary>Changes what is not null.</summary>
    public Task UpdateAsync(ForgeApp change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _client.Call(HttpMethod.Patch, Me).WithJson(change, AutomationJson.Default.ForgeApp).RunAsync(cancellationToken);
    }

    /// <summary>Deletes the nickname, and with it every AppBundle and Activity of the app. Takes the service up to 2 minutes.</summary>
    public Task DeleteAsync(CancellationToken cancellationToken = default) =>
        _client.Call(HttpMethod.Delete, Me).RunAsync(cancellationToken);
}
