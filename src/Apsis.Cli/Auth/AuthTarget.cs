using Apsis.Auth;

namespace Apsis.Cli.Auth;

/// <summary>The app and the service that <c>apsis auth</c> is about, and the file where its tokens are.</summary>
internal sealed class AuthTarget : IDisposable
{
    private readonly FileTokenStore _store;

    private AuthTarget(ApsisOptions options, FileTokenStore store, TimeProvider time)
    {
        var names = new AuthClientOptions { ClientId = options.ClientId, ClientSecret = options.ClientSecret, BaseUrl = options.BaseUrl };
        _store = store;
        Client = new AuthClient(names, store, time);
        // The app's own tokens are had for the asking, so that they need not lie on a disk.
        Transient = new AuthClient(names, timeProvider: time);
    }

    /// <summary>Keeps tokens in the file.</summary>
    public AuthClient Client { get; }

    /// <summary>Keeps tokens in memory.</summary>
    public AuthClient Transient { get; }

    public string ClientId => Client.ClientId;

    public string Service => Client.BaseUrl.GetLeftPart(UriPartial.Authority);

    public string File => _store.Path;

    /// <exception cref="UsageException">The environment names no app, or contradicts itself.</exception>
    public static AuthTarget Open(Surroundings surroundings)
    {
        var options = surroundings.Settings();
        AuthRules.Choose(options, surroundings.Variable);
        var file = surroundings.Variable("APS_TOKEN_FILE");
        return new AuthTarget(options, new FileTokenStore(string.IsNullOrWhiteSpace(file) ? null : file), surroundings.Time);
    }

    public void Dispose()
    {
        Client.Dispose();
        Transient.Dispose();
    }
}
