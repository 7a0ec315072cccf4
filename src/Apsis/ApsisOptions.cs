using Apsis.Auth;
using Apsis.Automation;

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

    /// <summary>How old a status may be at most. Default 10 s. Environment: <c>APS_POLL_INTERVAL</c>, in seconds.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for a WorkItem. Default 1 hour. Environment: <c>APS_TIMEOUT</c>, in seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>An address that the service calls when a WorkItem has ended, for runs that name none. Environment: <c>APS_CALLBACK_URL</c>.</summary>
    public Uri? CallbackUrl { get; set; }

    /// <summary>Prints everything but the secret.</summary>
    public override string ToString() => $"ApsisOptions {{ ClientId = {ClientId}, ClientSecret = ***, BaseUrl = {BaseUrl}, Region = {Region}, DefaultBucket = {DefaultBucket} }}";

    internal AuthClientOptions ForAuth() => new() { ClientId = ClientId, ClientSecret = ClientSecret, BaseUrl = BaseUrl };

    internal AutomationWorkflowOptions ForWorkflow() => new()
    {
        DefaultBucket = DefaultBucket,
        PollInterval = PollInterval,
        Timeout = Timeout,
        OnCompleteUrl = CallbackUrl,
    };
}
