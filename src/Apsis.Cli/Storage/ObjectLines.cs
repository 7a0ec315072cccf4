using Apsis.Cli.Output;
using Apsis.DataManagement;

namespace Apsis.Cli.Storage;

/// <summary>Objects and buckets as a report tells of them.</summary>
internal static class ObjectLines
{
    public static ObjectLine Of(string bucket, StoredObject stored) => new()
    {
        Bucket = bucket,
        Key = stored.ObjectKey,
        Bytes = stored.Size,
        Sha1 = stored.Sha1,
        ContentType = stored.ContentType,
        Created = stored.CreatedDate,
        Modified = stored.LastModifiedDate,
        Accessed = stored.LastAccessedDate,
        Metadata = stored.UserDefinedMetadata,
        Urn = stored.ObjectId,
    };

    public static BucketLine Of(Bucket bucket) => new(
        bucket.BucketKey, bucket.PolicyKey, bucket.CreatedDate, bucket.BucketOwner,
        bucket.Permissions.Count == 0 ? null : [.. bucket.Permissions.Select(grant => new GrantLine(grant.AuthId, grant.Access))]);
}
