namespace Apsis.Auth;

/// <summary>A token store that several processes use. While one of them renews a token, the others wait, and then find the new one.</summary>
/// <remarks>A refresh token is good for one use: two processes that used it at the same time would log the user out.</remarks>
public interface ISharedTokenStore : ITokenStore
{
    /// <summary>Waits until no other process renews the token of <paramref name="key"/>, and keeps the others out until what it gives is disposed.</summary>
    /// <remarks>Reading and storing need no such hold. A process that dies lets go.</remarks>
    ValueTask<IAsyncDisposable> HoldAsync(string key, CancellationToken cancellationToken);
}
