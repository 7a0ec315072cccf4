using System.Collections.Concurrent;

namespace Apsis.Auth;

/// <summary>One request in flight per key, early refresh, and failures never kept.</summary>
internal sealed class TokenCache(ITokenStore store, TimeProvider time, TimeSpan refreshAhead)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<OAuth2Token>>> _flights = new(StringComparer.Ordinal);

    public async Task<OAuth2Token> GetAsync(
        string key, TimeSpan minimumLife, Func<CancellationToken, Task<OAuth2Token>> fetch, CancellationToken cancellationToken)
    {
        var stored = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
        if (stored is not null && stored.ExpiresAt - time.GetUtcNow() > (minimumLife > refreshAhead ? minimumLife : refreshAhead))
            return stored;

        try
        {
            return await Fly(key, fetch).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (stored is not null && stored.ExpiresAt > time.GetUtcNow() && !cancellationToken.IsCancellationRequested)
        {
            // The early refresh failed and the old token still works: it serves until its end, and the next caller tries again.
            return stored;
        }
    }

    public async ValueTask InvalidateAsync(string key, OAuth2Token refused, CancellationToken cancellationToken)
    {
        var stored = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
        if (stored?.AccessToken == refused.AccessToken)
            await store.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
    }

    // The flight belongs to no caller: one who gives up must not fail the others.
    private Task<OAuth2Token> Fly(string key, Func<CancellationToken, Task<OAuth2Token>> fetch) =>
        _flights.GetOrAdd(key, _ => new Lazy<Task<OAuth2Token>>(() => FetchAsync(key, fetch))).Value;

    private async Task<OAuth2Token> FetchAsync(string key, Func<CancellationToken, Task<OAuth2Token>> fetch)
    {
        try
        {
            var token = await fetch(CancellationToken.None).ConfigureAwait(false);
            await store.SetAsync(key, token, CancellationToken.None).ConfigureAwait(false);
            return token;
        }
        finally
        {
            _flights.TryRemove(key, out _);
        }
    }
}
