using System.Collections.Concurrent;

namespace Apsis.Auth;

/// <summary>One renewal in flight per key, early refresh, and failures never kept. Between processes as well, when the store is shared.</summary>
internal sealed class TokenCache(ITokenStore store, TimeProvider time, TimeSpan refreshAhead)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<OAuth2Token>>> _flights = new(StringComparer.Ordinal);
    private readonly KeyedLock _locks = new();

    /// <summary>The stored token while it is good for long enough, else what <paramref name="renew"/> makes of it.</summary>
    public async Task<OAuth2Token> GetAsync(
        string key, TimeSpan minimumLife, Func<OAuth2Token?, CancellationToken, Task<OAuth2Token>> renew, CancellationToken cancellationToken)
    {
        var stored = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
        if (IsGood(stored, minimumLife))
            return stored!;

        try
        {
            return await Fly(key, stored, minimumLife, renew).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (stored is not null && stored.ExpiresAt > time.GetUtcNow() && !cancellationToken.IsCancellationRequested)
        {
            // The early refresh failed and the old token still works: it serves until its end, and the next caller tries again.
            return stored;
        }
    }

    public ValueTask<OAuth2Token?> PeekAsync(string key, CancellationToken cancellationToken) => store.GetAsync(key, cancellationToken);

    /// <summary>Replaces the stored token by what <paramref name="change"/> makes of it, or removes it; nobody renews it meanwhile.</summary>
    public async Task<OAuth2Token?> ChangeAsync(
        string key, Func<OAuth2Token?, CancellationToken, Task<OAuth2Token?>> change, CancellationToken cancellationToken)
    {
        using var alone = await _locks.EnterAsync(key, cancellationToken).ConfigureAwait(false);
        var hold = await HoldAsync(key, cancellationToken).ConfigureAwait(false);
        await using (hold.ConfigureAwait(false))
        {
            var stored = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
            var changed = await change(stored, cancellationToken).ConfigureAwait(false);
            if (changed is null && stored is not null)
                await store.RemoveAsync(key, CancellationToken.None).ConfigureAwait(false);
            else if (changed is not null && changed != stored)
                await store.SetAsync(key, changed, CancellationToken.None).ConfigureAwait(false);
            return changed;
        }
    }

    private bool IsGood(OAuth2Token? token, TimeSpan minimumLife) =>
        token is not null && token.ExpiresAt - time.GetUtcNow() > (minimumLife > refreshAhead ? minimumLife : refreshAhead);

    // The flight belongs to no caller: one who gives up must not fail the others.
    private Task<OAuth2Token> Fly(string key, OAuth2Token? seen, TimeSpan minimumLife, Func<OAuth2Token?, CancellationToken, Task<OAuth2Token>> renew) =>
        _flights.GetOrAdd(key, _ => new Lazy<Task<OAuth2Token>>(() => RenewAsync(key, seen, minimumLife, renew))).Value;

    private async Task<OAuth2Token> RenewAsync(
        string key, OAuth2Token? seen, TimeSpan minimumLife, Func<OAuth2Token?, CancellationToken, Task<OAuth2Token>> renew)
    {
        try
        {
            var renewed = await ChangeAsync(key, async (stored, cancellationToken) =>
            {
                // Somebody else has renewed it while this one waited for its turn.
                var isNewer = stored is not null && stored.AccessToken != seen?.AccessToken && IsGood(stored, minimumLife);
                return isNewer ? stored : await renew(stored, cancellationToken).ConfigureAwait(false);
            }, CancellationToken.None).ConfigureAwait(false);
            return renewed!;
        }
        finally
        {
            _flights.TryRemove(key, out _);
        }
    }

    private ValueTask<IAsyncDisposable> HoldAsync(string key, CancellationToken cancellationToken) =>
        store is ISharedTokenStore shared ? shared.HoldAsync(key, cancellationToken) : new(NoHold.Instance);

    private sealed class NoHold : IAsyncDisposable
    {
        public static readonly NoHold Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
