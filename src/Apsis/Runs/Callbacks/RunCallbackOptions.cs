using Apsis.Http;

namespace Apsis.Runs.Callbacks;

/// <summary>Whether and how WorkItems call back: addresses, their secrets, and how much is relied on them.</summary>
public sealed class RunCallbackOptions
{
    /// <summary>Characters that <see cref="Key"/> must have at least.</summary>
    public const int MinKeyLength = 32;

    /// <summary>
    /// The public address of the receiver, such as <c>https://myapp.example/apsis/callbacks</c>, where <c>MapApsisCallbacks</c> of Apsis.AspNetCore
    /// listens. Each WorkItem gets an address of its own below it. Default null: none is asked to call back. Environment: <c>APS_CALLBACK_BASE_URL</c>.
    /// </summary>
    /// <remarks>Read whenever a WorkItem is submitted: a program that learns its port when it starts may set it then.</remarks>
    public Uri? BaseUrl { get; set; }

    /// <summary>
    /// The key that secrets are made with: random, and at least 32 characters. Default null: one of this process, so that after a restart the callbacks of
    /// WorkItems from before are refused, and their ends found by asking. Several processes behind one address need the same. Environment:
    /// <c>APS_CALLBACK_KEY</c>.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>Where the secret is. Default <see cref="CallbackSecretPlace.Header"/>. Receivers take both.</summary>
    public CallbackSecretPlace SecretPlace { get; set; } = CallbackSecretPlace.Header;

    /// <summary>Whether WorkItems also tell of their progress, about every 30 s while they run. Default false.</summary>
    public bool AsksForProgress { get; set; }

    /// <summary>How long after its submission a WorkItem may call back. Default 3 days, for which the service tells of a WorkItem that has ended.</summary>
    public TimeSpan MaxAge { get; set; } = ApsLimits.WorkItemRetention;

    /// <summary>
    /// How often a WorkItem is looked at all the same that calls this program back, for a callback may be lost. Default 20 minutes; at least 1 s. Where
    /// several processes share an address, the callback may reach another one: then say here how late its end may be known.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = new WorkItemTrackerOptions().CalledBackInterval;

    /// <summary>The address; nothing of the key.</summary>
    public override string ToString() => $"RunCallbackOptions {{ BaseUrl = {BaseUrl}, Key = {(Key is null ? "" : "***")}, SecretPlace = {SecretPlace} }}";

    /// <summary>What is wrong with them, as sentences.</summary>
    internal IEnumerable<string> FindProblems()
    {
        if (BaseUrl is { } url && (!url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            yield return "Callbacks.BaseUrl must be an absolute https address (environment: APS_CALLBACK_BASE_URL); http is for this machine only.";
        else if (BaseUrl is { } address && (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0))
            yield return "Callbacks.BaseUrl must have neither user, query nor fragment: what tells WorkItems apart is put behind it (environment: APS_CALLBACK_BASE_URL).";
        if (Key is { Length: < MinKeyLength })
            yield return $"Callbacks.Key is too short to be a secret: give at least {MinKeyLength} random characters (environment: APS_CALLBACK_KEY).";
        if (MaxAge <= TimeSpan.Zero)
            yield return "Callbacks.MaxAge must be positive.";
        if (PollInterval < TimeSpan.FromSeconds(1))
            yield return "Callbacks.PollInterval must be at least 1 s.";
    }
}
