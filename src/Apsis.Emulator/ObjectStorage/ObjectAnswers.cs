using System.Globalization;
using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Objects as the calls describe them.</summary>
internal sealed class ObjectAnswers(EmulatorAddress address)
{
    private const string IsoSeconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>As an entry of a list, a copy, a completed upload or a stored signed resource.</summary>
    public ObjectDetails Short(StoredObject stored, bool withSha1) => new()
    {
        BucketKey = stored.BucketKey,
        ObjectId = stored.ObjectId,
        ObjectKey = stored.ObjectKey,
        Sha1 = withSha1 ? stored.Sha1 : null,
        Size = stored.Size,
        ContentType = stored.Headers.ContentType,
        Location = address.Url($"/oss/v2/buckets/{stored.BucketKey}/objects/{Uri.EscapeDataString(stored.ObjectKey)}"),
    };

    /// <summary>As the details call answers, with the extras asked for.</summary>
    public ObjectDetails Full(StoredObject stored, IReadOnlyCollection<string> with) => Short(stored, withSha1: true) with
    {
        BlockSizes = [stored.Size],
        Deltas = [],
        CreatedDate = with.Contains("createdDate") ? stored.Created.ToUnixTimeMilliseconds() : null,
        LastAccessedDate = with.Contains("lastAccessedDate") ? stored.Accessed.ToUnixTimeMilliseconds() : null,
        LastModifiedDate = with.Contains("lastModifiedDate") ? stored.Modified.ToUnixTimeMilliseconds() : null,
        UserDefinedMetadata = with.Contains("userDefinedMetadata") ? stored.Headers.Metadata : null,
    };

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString(IsoSeconds, CultureInfo.InvariantCulture);
}
