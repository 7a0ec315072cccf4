namespace Apsis.Auth;

/// <summary>Gets tokens from APS Authentication v2. Safe for concurrent use.</summary>
public sealed class AuthClient : IDisposable
{
    private readonly AuthTransport _transport;

    /// <summary>A client for one APS app.</summary>
    /// <param name="options">Who asks, and where.</param>
    /// <param name="store">Where tokens are kept; in memory when null.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <param name="transport">What carries the calls; sockets when null. Not disposed.</param>
    /// <exception cref="ArgumentException">Client id or address is missing or malformed.</exception>
    public AuthClient(AuthClientOptions options, ITokenStore? store = null, TimeProvider? timeProvider = null, HttpMessageHandler? transport = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options.Copy();
        var time = timeProvider ?? TimeProvider.System;
        store ??= new InMemoryTokenStore();
        _transport = new AuthTransport(Options.RequestTimeout, time, transport);
        var endpoint = new TokenEndpoint(Options, _transport, time);
        var cache = new TokenCache(store, time, Options.RefreshAhead);
        var calls = new AuthCalls(Options, _transport);

        TwoLegged = new TwoLeggedFlow(Options, endpoint, cache);
        ThreeLegged = new ThreeLeggedFlow(new ThreeLeggedParts(Options, endpoint, cache, store, time), user: "");
        Tokens = new TokensResource(endpoint);
        User = new UserResource(calls, ThreeLegged);
        ServiceAccounts = new ServiceAccountsResource(Options, calls, TwoLegged, endpoint, cache, time);
    }

    /// <summary>The client id of the APS app.</summary>
    public string ClientId => Options.ClientId;

    /// <summary>The host of APS.</summary>
    public Uri BaseUrl => Options.BaseUrl;

    /// <summary>Tokens for the app itself, with no user.</summary>
    public TwoLeggedFlow TwoLegged { get; }

    /// <summary>Tokens for a user, who logs in with a browser.</summary>
    public ThreeLeggedFlow ThreeLegged { get; }

    /// <summary>Tokens for a robot user, which signs for itself: Secure Service Accounts.</summary>
    public ServiceAccountsResource ServiceAccounts { get; }

    /// <summary>Calls about tokens that the caller holds: refresh, revoke, introspect.</summary>
    public TokensResource Tokens { get; }

    /// <summary>The profile of the user who is logged in.</summary>
    public UserResource User { get; }

    internal AuthClientOptions Options { get; }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();
}
