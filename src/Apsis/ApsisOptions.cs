using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Http;
using Apsis.Runs;
using Apsis.Runs.Callbacks;
using Apsis.Runs.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Apsis;

/// <summary>Everything that a program has to say to Apsis. Read from code, or by <see cref="FromEnvironment()"/>.</summary>
public sealed partial class ApsisOptions
{
    /// <summary>The client id of the APS app. Required. Environment: <c>APS_CLIENT_ID</c>.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client secret of the APS app. Required; never logged. Environment: <c>APS_CLIENT_SECRET</c>.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The host of APS, or of an emulator. Default <c>https://developer.api.autodesk.com</c>. Environment: <c>APS_BASE_URL</c>.</summary>
    public Uri BaseUrl { get; set; } = new AuthClientOptions().BaseUrl;

    /// <summary>The region of Design Automation. Default <c>us-east</c>, the only one documented. Environment: <c>APS_REGION</c>.</summary>
    public string Region { get; set; } = AutomationClient.DefaultRegion;

    /// <summary>The bucket of calls that name none. Environment: <c>APS_DEFAULT_BUCKET</c>.</summary>
    public string? DefaultBucket { get; set; }

    /// <summary>The region of buckets that have to be made: US (default), EMEA, AUS, CAN, DEU, IND, JPN or GBR. Environment: <c>APS_BUCKET_REGION</c>.</summary>
    /// <remarks>Not the region of Design Automation, which is <see cref="Region"/>. A bucket can not be moved later.</remarks>
    public string BucketRegion { get; set; } = BucketsResource.DefaultRegion;

    /// <summary>The retention of buckets that have to be made, one of <see cref="PolicyKey"/>. Default <c>transient</c>: 24 hours.</summary>
    public string BucketPolicy { get; set; } = PolicyKey.Transient;

    /// <summary>How old a status may be at most. Default 10 s. Environment: <c>APS_POLL_INTERVAL</c>, in seconds.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for a WorkItem. Default 1 hour. Environment: <c>APS_TIMEOUT</c>, in seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Connections that transfers of files open at most, 1 to 256. Default 32. Fewer for a line that others need too. Environment:
    /// <c>APS_MAX_CONNECTIONS</c>.
    /// </summary>
    public int MaxConnections { get; set; } = TransferBudget.DefaultMaxConnections;

    /// <summary>An address that the service calls when a WorkItem has ended, for runs that name none. Environment: <c>APS_CALLBACK_URL</c>.</summary>
    /// <remarks>The same for all WorkItems. With <see cref="Callbacks"/> each has its own, with a secret, and those who wait are told.</remarks>
    public Uri? CallbackUrl { get; set; }

    /// <summary>
    /// Whether WorkItems call back: with a <see cref="RunCallbackOptions.BaseUrl"/> each that is submitted gets an address and a secret of its own. Default: no.
    /// </summary>
    public RunCallbackOptions Callbacks { get; } = new();

    /// <inheritdoc cref="RunHostOptions.UseWebSocket"/>
    /// <remarks>Environment: <c>APS_USE_WEBSOCKET</c>, <c>true</c> or <c>false</c>. <inheritdoc cref="RunHostOptions.UseWebSocket" path="/remarks"/></remarks>
    public bool UseWebSocket { get; set; }

    /// <inheritdoc cref="RunHostOptions.WebSocketUrl"/>
    /// <remarks>Environment: <c>APS_WEBSOCKET_URL</c>.</remarks>
    public Uri? WebSocketUrl { get; set; }

    /// <summary>
    /// A folder that programs of this machine share when they use one client id, so that together they keep the service's limits. Default null: each
    /// believes that it is alone. Environment: <c>APS_RATE_FOLDER</c>.
    /// </summary>
    public string? RateFolder { get; set; }

    /// <summary>
    /// What it is worth when somebody tells of a WorkItem's end, as a receiver of callbacks does: by default the service is asked at once
    /// (<see cref="HintTrust.Confirm"/>); <see cref="HintTrust.Trust"/> saves the question where the sender is proved.
    /// </summary>
    public HintTrust CallbackTrust { get; set; } = HintTrust.Confirm;

    /// <summary>Prints everything but the secret.</summary>
    public override string ToString() => $"ApsisOptions {{ ClientId = {ClientId}, ClientSecret = ***, BaseUrl = {BaseUrl}, Region = {Region}, DefaultBucket = {DefaultBucket} }}";

    /// <summary>What is wrong with these options, as sentences; empty when nothing is.</summary>
    internal IEnumerable<string> FindProblems(bool needsSecret)
    {
        if (string.IsNullOrWhiteSpace(ClientId))
            yield return "ClientId is missing: the client id of your APS app (environment: APS_CLIENT_ID).";
        if (needsSecret && string.IsNullOrWhiteSpace(ClientSecret))
            yield return "ClientSecret is missing: the client secret of your APS app (environment: APS_CLIENT_SECRET).";
        if (BaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            yield return "BaseUrl must be an absolute http or https address (environment: APS_BASE_URL).";
        if (string.IsNullOrWhiteSpace(Region))
            yield return "Region is empty; Design Automation is in us-east (environment: APS_REGION).";
        if (DefaultBucket is not null && !BucketKey.TryParse(DefaultBucket, out _))
            yield return $"DefaultBucket '{DefaultBucket}' is no bucket key: 3 to 128 characters out of a-z, 0-9, '-', '_' and '.' (environment: APS_DEFAULT_BUCKET).";
        if (PollInterval < TimeSpan.FromMilliseconds(100))
            yield return "PollInterval must be at least 0.1 s (environment: APS_POLL_INTERVAL).";
        if (Timeout <= TimeSpan.Zero && Timeout != System.Threading.Timeout.InfiniteTimeSpan)
            yield return "Timeout must be positive (environment: APS_TIMEOUT).";
        if (MaxConnections is < 1 or > TransferBudget.MostConnections)
            yield return $"MaxConnections must be 1 to {TransferBudget.MostConnections} (environment: APS_MAX_CONNECTIONS).";
        if (CallbackUrl is { IsAbsoluteUri: false })
            yield return "CallbackUrl must be an absolute address (environment: APS_CALLBACK_URL).";
        if (CallbackUrl is not null && Callbacks.BaseUrl is not null)
            yield return "CallbackUrl and Callbacks.BaseUrl are both set: a WorkItem has one address to call (environment: APS_CALLBACK_URL, APS_CALLBACK_BASE_URL).";
        foreach (var problem in Callbacks.FindProblems())
            yield return problem;
        if (WebSocketUrl is not null && !SocketAddress.IsRight(WebSocketUrl))
            yield return "WebSocketUrl must be an absolute wss or ws address (environment: APS_WEBSOCKET_URL).";
        if (Callbacks.BaseUrl is { IsAbsoluteUri: true } callback && BaseUrl is { IsAbsoluteUri: true, IsLoopback: false } && CallbackChecks.IsPrivate(callback))
            yield return $"Callbacks.BaseUrl {callback.GetLeftPart(UriPartial.Authority)} can not be reached from the internet, where the service is (environment: APS_CALLBACK_BASE_URL).";
    }

    internal AuthClientOptions ForAuth() => new() { ClientId = ClientId, ClientSecret = ClientSecret, BaseUrl = BaseUrl };

    /// <param name="loggerFactory">Where calls are logged.</param>
    /// <param name="budget">The budget that others have already.</param>
    /// <param name="time">The clock.</param>
    internal ApsPipelineOptions ForPipeline(ILoggerFactory? loggerFactory, RateBudget? budget = null, TimeProvider? time = null) => new()
    {
        LoggerFactory = loggerFactory ?? NullLoggerFactory.Instance,
        RateBudget = budget ?? new RateBudget(new RateBudgetOptions { SharedFolder = RateFolder }, time),
        TransferBudget = new TransferBudget(MaxConnections, timeProvider: time),
    };

    internal WorkItemTrackerOptions ForTracker() => new() { Hints = CallbackTrust, CalledBackInterval = Callbacks.PollInterval };

    internal AutomationWorkflowOptions ForWorkflow(RunCallbacks callbacks) => new()
    {
        DefaultBucket = DefaultBucket,
        BucketRegion = BucketRegion,
        BucketPolicy = BucketPolicy,
        PollInterval = PollInterval,
        Timeout = Timeout,
        OnCompleteUrl = CallbackUrl,
        Callbacks = callbacks,
        UseWebSocket = UseWebSocket,
        WebSocketUrl = WebSocketUrl,
    };
}
