namespace Apsis.Http;

/// <summary>The limits that APS publishes, each with its source.</summary>
public static class ApsLimits
{
    /// <summary>WorkItems in one batch request (Design Automation v3, POST workitems/batch).</summary>
    public const int WorkItemsPerBatch = 100;

    /// <summary>Ids in one status request (Design Automation v3, POST workitems/status).</summary>
    public const int IdsPerStatusRequest = 50;

    /// <summary>How long ago a listing of WorkItems can begin at most (Design Automation v3, GET workitems): 5 days.</summary>
    public static readonly TimeSpan WorkItemListingAge = TimeSpan.FromDays(5);

    /// <summary>Versions of one AppBundle or Activity (Design Automation v3, service limits).</summary>
    public const int MaxVersions = 100;

    /// <summary>URLs in one signed upload request (OSS v2, GET signeds3upload).</summary>
    public const int UrlsPerUploadRequest = 25;

    /// <summary>Bytes that every part but the last must have (OSS v2 and S3 multipart upload): 5 MiB.</summary>
    public const long MinPartBytes = 5 * 1024 * 1024;

    /// <summary>Parts of one upload (S3 multipart upload; Autodesk's own SDK keeps the same).</summary>
    public const int MaxParts = 10_000;

    /// <summary>Bytes of one part (S3 multipart upload): 5 GiB.</summary>
    public const long MaxPartBytes = 5L * 1024 * 1024 * 1024;

    /// <summary>Minutes that a signed URL can be valid at most (OSS v2).</summary>
    public const int MaxSignedUrlMinutes = 60;

    /// <summary>Bytes of an AppBundle's zip (Design Automation v3, service limits): 100 MiB.</summary>
    public const long MaxAppBundleBytes = 100 * 1024 * 1024;

    /// <summary>Bytes of a JSON request body (Design Automation v3, rate limits page): 64 KiB.</summary>
    public const int MaxPayloadBytes = 64 * 1024;

    /// <summary>Entries of one page in OSS v2 listings.</summary>
    public const int MaxObjectsPerPage = 100;

    /// <summary>Objects in one batch request (OSS v2, batchsigneds3upload and batchcompleteupload).</summary>
    public const int ObjectsPerBatch = 25;

    /// <summary>Other apps that a bucket can be opened to (OSS v2, POST buckets: 60 with the owner).</summary>
    public const int MaxBucketGuests = 59;

    /// <summary>Bytes that the user-defined metadata of an object must stay below (OSS v2, POST signeds3upload).</summary>
    public const int MaxMetadataBytes = 100;

    /// <summary>Calls of Design Automation a minute and client id, but for those of <see cref="WorkItemStatusCallsPerMinute"/> (Design Automation v3, rate limits page).</summary>
    public const int AutomationCallsPerMinute = 100;

    /// <summary>Calls of GET workitems/:id a minute and client id (announced for 2025-05-01).</summary>
    public const int WorkItemStatusCallsPerMinute = 150;

    /// <summary>Calls of object storage a minute and client id, signed URLs not among them (Data Management, rate limits page).</summary>
    public const int ObjectStorageCallsPerMinute = 1000;

    /// <summary>How long the service tells of a WorkItem that has ended (Design Automation v3, GET workitems/:id): 3 days.</summary>
    public static readonly TimeSpan WorkItemRetention = TimeSpan.FromDays(3);
}
