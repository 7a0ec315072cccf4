using Apsis.Auth;
using Apsis.Diagnostics;
using Microsoft.Extensions.Http.Resilience;

namespace Apsis.Http;

/// <summary>Carries every call to APS. This file is the order in which it happens; no handler is added elsewhere.</summary>
/// <remarks>
/// API calls, from the outside in: retry (<see cref="RetryRules"/>) → rate gate (<see cref="RateBudget"/>) → token (one renewal after
/// a 401) → attempt time-out → transport. Signed URLs: retry → transport, with no token, for that must never reach another host. Parts of
/// transfers: transport alone; they try again themselves, from where they stopped, and tell the <see cref="TransferBudget"/>.
/// One instance serves all clients of one client id, so that they share the gate and the connections. Safe for concurrent use.
/// </remarks>
public sealed class ApsPipeline : IDisposable
{
    private readonly HttpMessageHandler _transport;
    private readonly bool _ownsTransport;

    /// <summary>A pipeline for one APS app.</summary>
    /// <param name="auth">The app, and the address of APS. Not disposed.</param>
    /// <param name="options">How calls are carried; defaults when null.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <param name="transport">What carries the calls; sockets when null. Not disposed.</param>
    /// <param name="tokens">Gives the tokens that calls carry; the app's own (two-legged) when null.</param>
    /// <exception cref="ArgumentException">The client has no secret, which two-legged tokens need, or an option is out of bounds.</exception>
    public ApsPipeline(
        AuthClient auth, ApsPipelineOptions? options = null, TimeProvider? timeProvider = null, HttpMessageHandler? transport = null, ITokenProvider? tokens = null)
    {
        ArgumentNullException.ThrowIfNull(auth);
        Options = options ?? new ApsPipelineOptions();
        Options.Validate();
        if (tokens is null)
            auth.Options.RequireSecret();
        Auth = auth;
        Tokens = tokens ?? auth.TwoLegged;
        Time = timeProvider ?? TimeProvider.System;
        _ownsTransport = transport is null;
        _transport = transport ?? new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            // A redirect could carry a bearer token to another host.
            AllowAutoRedirect = false,
            // The token says who calls, and nothing else does.
            UseCookies = false,
            // Ranges and checksums are about the bytes as they are stored.
            AutomaticDecompression = System.Net.DecompressionMethods.None,
        };

        Rates = Options.RateBudget ?? new RateBudget(timeProvider: Time);
        var logger = Options.LoggerFactory.CreateLogger(CallLog.Category);
        Api = Client(
            new ResilienceHandler(RetryRules.Build(Options, Time, logger)),
            new RateGateHandler(Rates, auth.Options.BaseUrl, auth.Options.ClientId, Time, logger),
            new TokenHandler(Tokens, Options.Scopes),
            new AttemptTimeoutHandler(Options.AttemptTimeout, Time));
        Signed = Client(
            new ResilienceHandler(RetryRules.Build(Options, Time, logger)));
        Storage = Client();
        Budget = Options.TransferBudget ?? new TransferBudget(timeProvider: Time);
    }

    /// <summary>The app that the calls are made for.</summary>
    public AuthClient Auth { get; }

    /// <summary>Gives the tokens that the calls carry.</summary>
    public ITokenProvider Tokens { get; }

    internal ApsPipelineOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>For the vendor's API: relative addresses, bearer token.</summary>
    internal HttpClient Api { get; }

    /// <summary>For signed URLs: absolute addresses, no token.</summary>
    internal HttpClient Signed { get; }

    /// <summary>For parts of transfers: absolute addresses, no token, nothing tried again.</summary>
    internal HttpClient Storage { get; }

    /// <summary>The calls that all clients of the app share.</summary>
    internal RateBudget Rates { get; }

    internal RateGate GateOf(EndpointFamily family) => Rates.GateOf(Auth.Options.BaseUrl, Auth.Options.ClientId, family);

    /// <summary>The connections that transfers share.</summary>
    internal TransferBudget Budget { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Api.Dispose();
        Signed.Dispose();
        Storage.Dispose();
        if (_ownsTransport)
            _transport.Dispose();
    }

    private HttpClient Client(params ReadOnlySpan<DelegatingHandler> handlers)
    {
        var next = _transport;
        for (var index = handlers.Length - 1; index >= 0; index--)
        {
            handlers[index].InnerHandler = next;
            next = handlers[index];
        }

        // Handlers decide how long things may take: HttpClient's own limit would cut their waits.
#pragma warning disable RS0030 // This is the one place that the banned constructor points to.
        return new HttpClient(next, disposeHandler: false) { BaseAddress = Auth.BaseUrl, Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore RS0030
    }
}
