using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>The object storage of APS (OSS v2), typed. Cheap to make; safe for concurrent use.</summary>
/// <remarks>Calls throw <see cref="ApsHttpException"/> when the service refuses them or does not answer; transfers throw <see cref="TransferException"/>.</remarks>
public sealed class DataManagementClient
{
    /// <summary>A client that makes its calls through <paramref name="pipeline"/>, which is not disposed.</summary>
    public DataManagementClient(ApsPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        Pipeline = pipeline;
        Buckets = new BucketsResource(this);
        Objects = new ObjectsResource(this);
        SignedResources = new SignedResourcesResource(this);
    }

    /// <summary>The buckets of the app.</summary>
    public BucketsResource Buckets { get; }

    /// <summary>The objects in buckets.</summary>
    public ObjectsResource Objects { get; }

    /// <summary>Addresses of the service itself that work without a token.</summary>
    public SignedResourcesResource SignedResources { get; }

    internal ApsPipeline Pipeline { get; }

    internal ApsCall Call(HttpMethod method, string path) => new(Pipeline, method, "/oss/v2/" + path,
        (message, failure, inner) => new ApsHttpException(message, failure, inner));
}
