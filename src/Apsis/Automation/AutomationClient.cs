using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Automation;

/// <summary>The Design Automation v3 API, typed. Cheap to make; safe for concurrent use.</summary>
/// <remarks>Every call throws <see cref="AutomationException"/> when the service refuses it or does not answer.</remarks>
public sealed partial class AutomationClient
{
    /// <summary>The only region that APS documents.</summary>
    public const string DefaultRegion = "us-east";

    private readonly string _root;

    /// <summary>A client that makes its calls through <paramref name="pipeline"/>.</summary>
    /// <param name="pipeline">Carries the calls. Not disposed.</param>
    /// <param name="region">The region segment of the address; <c>us-east</c> when null.</param>
    /// <exception cref="ArgumentException">The region is not letters, digits and dashes.</exception>
    public AutomationClient(ApsPipeline pipeline, string? region = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        Pipeline = pipeline;
        Region = region ?? DefaultRegion;
        if (Region.Length == 0 || !Region.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
            throw new ArgumentException($"'{Region}' is no region of Design Automation; the documented one is us-east.", nameof(region));

        _root = $"/da/{Region}/v3/";
        App = new AppResource(this);
        Engines = new EnginesResource(this);
        AppBundles = new AppBundlesResource(this);
        Activities = new ActivitiesResource(this);
        WorkItems = new WorkItemsResource(this);
        Shares = new SharesResource(this);
        ServiceLimits = new ServiceLimitsResource(this);
    }

    /// <summary>The region segment of the address.</summary>
    public string Region { get; }

    /// <summary>The app itself: its nickname and its public key.</summary>
    public AppResource App { get; }

    /// <summary>The engines that the service runs.</summary>
    public EnginesResource Engines { get; }

    /// <summary>The AppBundles of the app.</summary>
    public AppBundlesResource AppBundles { get; }

    /// <summary>The Activities of the app, and those shared with it.</summary>
    public ActivitiesResource Activities { get; }

    /// <summary>The WorkItems of the app.</summary>
    public WorkItemsResource WorkItems { get; }

    /// <summary>The aliases that the app shares.</summary>
    public SharesResource Shares { get; }

    /// <summary>How far the app may go.</summary>
    public ServiceLimitsResource ServiceLimits { get; }

    internal ApsPipeline Pipeline { get; }

    internal ApsCall Call(HttpMethod method, string path) => new(Pipeline, method, _root + path,
        (message, failure, inner) => new AutomationException(message, failure, inner));
}
