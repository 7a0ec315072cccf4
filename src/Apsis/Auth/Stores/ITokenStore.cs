namespace Apsis.Auth;

/// <summary>Keeps tokens between calls. Implementations are safe for concurrent use.</summary>
/// <remarks>Keys are made by Apsis: they name the service, the client id and whose token it is, and hold no secret.</remarks>
public interface ITokenStore
{
    /// <summary>The token stored under <paramref name="key"/>, expired or not; null when there is none.</summary>
    ValueTask<OAuth2Token?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Stores a token, replacing what was there.</summary>
    ValueTask SetAsync(string key, OAuth2Token token, CancellationToken cancellationToken);

    /// <summary>Forgets a token. Nothing happens when there is none.</summary>
    ValueTask RemoveAsync(string key, CancellationToken cancellationToken);
}
