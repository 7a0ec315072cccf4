using System.Text.Json;

namespace Apsis.Auth;

/// <summary>The keys of service accounts. An account can have 3.</summary>
public sealed class ServiceAccountKeysResource
{
    private static readonly string[] Read = [Scopes.ServiceAccountKeyRead];
    private static readonly string[] Write = [Scopes.ServiceAccountKeyWrite];

    private readonly ServiceAccountCalls _calls;

    internal ServiceAccountKeysResource(ServiceAccountCalls calls) => _calls = calls;

    /// <summary>Makes a key. This answer is the only one with its private half.</summary>
    public Task<ServiceAccountPrivateKey> CreateAsync(string serviceAccountId, CancellationToken cancellationToken = default) =>
        _calls.ReadAsync(HttpMethod.Post, KeysOf(serviceAccountId), "The key was not made", "The account must be enabled, and can have 3 keys (403 beyond).", Write, null,
            AuthJson.Default.ServiceAccountPrivateKey, cancellationToken);

    /// <summary>All keys of an account, without their halves.</summary>
    public async Task<IReadOnlyList<ServiceAccountKey>> ListAsync(string serviceAccountId, CancellationToken cancellationToken = default)
    {
        var answer = await _calls.ReadAsync(HttpMethod.Get, KeysOf(serviceAccountId), "The keys were not listed", "The account must be enabled.", Read, null,
            AuthJson.Default.ServiceAccountKeyList, cancellationToken).ConfigureAwait(false);
        return answer.Keys;
    }

    /// <summary>Lets a disabled key work again. The service refuses (400) what is so already.</summary>
    public Task EnableAsync(string serviceAccountId, string kid, CancellationToken cancellationToken = default) =>
        ChangeAsync(serviceAccountId, kid, "ENABLED", cancellationToken);

    /// <summary>Lets nothing that is signed with a key count until it is enabled again. The service refuses (400) what is so already.</summary>
    public Task DisableAsync(string serviceAccountId, string kid, CancellationToken cancellationToken = default) =>
        ChangeAsync(serviceAccountId, kid, "DISABLED", cancellationToken);

    /// <summary>Deletes a key.</summary>
    public Task DeleteAsync(string serviceAccountId, string kid, CancellationToken cancellationToken = default) =>
        _calls.RunAsync(HttpMethod.Delete, $"{KeysOf(serviceAccountId)}{ServiceAccountCalls.Segment(kid)}", "The key was not deleted", "Check its id; the account must be enabled.",
            Write, null, cancellationToken);

    private Task ChangeAsync(string serviceAccountId, string kid, string status, CancellationToken cancellationToken) =>
        _calls.RunAsync(HttpMethod.Patch, $"{KeysOf(serviceAccountId)}{ServiceAccountCalls.Segment(kid)}", "The key was not changed",
            "It may be in that state already; the account must be enabled.", Write,
            JsonSerializer.SerializeToUtf8Bytes(new ServiceAccountStatusChange(status), AuthJson.Default.ServiceAccountStatusChange), cancellationToken);

    private static string KeysOf(string serviceAccountId) => $"{ServiceAccountCalls.Segment(serviceAccountId)}/keys";
}
