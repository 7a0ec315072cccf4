using System.Collections.Concurrent;

namespace Apsis.Auth;

/// <summary>Keeps tokens for the life of the process.</summary>
public sealed class InMemoryTokenStore : ITokenStore
{
    private readonly ConcurrentDictionary<string, OAuth2Token> _tokens = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<OAuth2Token?> GetAsync(string key, CancellationToken cancellationToken) => new(_tokens.GetValueOrDefault(key));

    /// <inheritdoc/>
    public ValueTask SetAsync(string key, OAuth2Token token, CancellationToken cancellationToken)
    {
        _tokens[key] = token;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken)
    {
        _tokens.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }
}
