using System.Text.Json;

namespace Apsis.Automation;

/// <summary>The app behind the client id.</summary>
public sealed class AppResource
{
    private readonly AutomationClient _client;

    internal AppResource(AutomationClient client) => _client = client;

    /// <summary>The owner part of the app's ids: its nickname, or its client id while it has none.</summary>
    public async Task<string> GetNicknameAsync(CancellationToken cancellationToken = default)
    {
        // A string, or an object once a public key is set.
        var answer = await _client.Call(HttpMethod.Get, "forgeapps/me").ReadAsync(AutomationJson.Default.JsonElement, cancellationToken).ConfigureAwait(false);
        var nickname = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("nickname", out var member) ? member : answer;
        return nickname.ValueKind == JsonValueKind.String ? nickname.GetString()! : _client.Pipeline.Auth.ClientId;
    }

    /// <summary>Sets the nickname: at most 20 letters, digits and underscores, unique in the world, only while the app owns nothing.</summary>
    public Task SetNicknameAsync(string nickname, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nickname);
        return _client.Call(HttpMethod.Patch, "forgeapps/me")
            .WithJson(new Nickname { Value = nickname }, AutomationJson.Default.Nickname)
            .RunAsync(cancellationToken);
    }

    /// <summary>Deletes the nickname, and with it every AppBundle and Activity of the app. Takes the service up to 2 minutes.</summary>
    public Task DeleteAsync(CancellationToken cancellationToken = default) =>
        _client.Call(HttpMethod.Delete, "forgeapps/me").RunAsync(cancellationToken);
}
