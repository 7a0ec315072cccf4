namespace Apsis.Auth;

/// <summary>Gets tokens from APS Authentication v2.</summary>
public sealed class AuthClient : IDisposable
{
    private readonly TokenEndpoint _endpoint;

    /// <summary>A client for one APS app.</summary>
    /// <param name="options">Who asks, and where.</param>
    /// <param name="store">Where tokens are kept; in memory when null.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <param name="transport">What carries the calls; sockets when null. Not disposed.</param>
    /// <exception cref="ArgumentException">Client id, secret or address is missing or malformed.</exception>
    public AuthClient(AuthClientOptions options, ITokenStore? store = null, TimeProvider? timeProvider = null, HttpMessageHandler? transport = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var time = timeProvider ?? TimeProvider.System;
        ClientId = options.ClientId;
        BaseUrl = options.BaseUrl;
        _endpoint = new TokenEndpoint(options, time, transport);
        TwoLegged = new TwoLeggedFlow(_endpoint, new TokenCache(store ?? new InMemoryTokenStore(), time, options.RefreshAhead), options.ClientId);
    }

    /// <summary>The client id of the APS app.</summary>
    public string ClientId { get; }

    /// <summary>The host of APS.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Tokens for the app itself, with no user.</summary>
    public TwoLeggedFlow TwoLegged { get; }

    /// <inheritdoc/>
    public void Dispose() => _endpoint.Dispose();
}
