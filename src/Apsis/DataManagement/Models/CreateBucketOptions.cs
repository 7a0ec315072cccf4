namespace Apsis.DataManagement;

/// <summary>What a new bucket is like. None of it can be changed later.</summary>
public sealed class CreateBucketOptions
{
    /// <summary>One of <see cref="DataManagement.PolicyKey"/>. Default <c>transient</c>: objects are deleted after 24 h.</summary>
    public string PolicyKey { get; set; } = DataManagement.PolicyKey.Transient;

    /// <summary>US, EMEA, AUS, CAN, DEU, IND, JPN or GBR. Default <c>US</c>.</summary>
    public string Region { get; set; } = BucketsResource.DefaultRegion;

    /// <summary>Other apps that may use the bucket, at most 59 (OSS v2). Default none.</summary>
    public IList<BucketGrant> Allow { get; } = [];

    internal BucketCreation BodyFor(BucketKey key)
    {
        if (PolicyKey is not (DataManagement.PolicyKey.Transient or DataManagement.PolicyKey.Temporary or DataManagement.PolicyKey.Persistent))
            throw new ArgumentException($"'{PolicyKey}' is no retention policy: transient (24 h), temporary (30 days) or persistent.");
        RegionRules.Check(Region);
        if (Allow.Count > Http.ApsLimits.MaxBucketGuests)
            throw new ArgumentException($"A bucket can be opened to {Http.ApsLimits.MaxBucketGuests} other apps, not {Allow.Count}.");
        if (Allow.FirstOrDefault(grant => grant.AuthId.Length == 0 || grant.Access is not (BucketAccess.Read or BucketAccess.Write or BucketAccess.Full)) is { } wrong)
            throw new ArgumentException($"The access '{wrong.Access}' for the app '{wrong.AuthId}' is none: give a client id, and read, write or full.");

        return new BucketCreation { BucketKey = key.Value, PolicyKey = PolicyKey, Allow = Allow.Count == 0 ? null : [.. Allow] };
    }
}
