using System.Text.RegularExpressions;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>What a bucket may be called, keep and allow.</summary>
internal static partial class BucketRules
{
    public const string DefaultRegion = "US";
    public const string Transient = "transient";
    public const string Temporary = "temporary";
    public const string Persistent = "persistent";

    private const int MaximumOtherClients = 59;

    private static readonly string[] Regions = ["US", "EMEA", "AUS", "CAN", "DEU", "IND", "JPN", "GBR", "APAC"];

    /// <summary>The bucket that the request describes.</summary>
    /// <exception cref="OssRefusal">400.</exception>
    public static Bucket Check(BucketRequest request, string owner, string? region, DateTimeOffset now)
    {
        if (request.BucketKey is null || !BucketKey().IsMatch(request.BucketKey)) throw OssRefusal.BadBucketKey();
        if (request.PolicyKey is not (Transient or Temporary or Persistent)) throw OssRefusal.BadValue("policyKey");
        var allow = request.Allow ?? [];
        if (allow.Count > MaximumOtherClients) throw OssRefusal.BadValue("allow");
        if (allow.Any(grant => grant is null || string.IsNullOrEmpty(grant.AuthId) || grant.Access is not ("read" or "write" or "full"))) throw OssRefusal.BadValue("allow");

        List<BucketGrant> permissions = [new(owner, "full"), .. allow.Where(grant => grant.AuthId != owner)];
        return new Bucket(request.BucketKey, owner, request.PolicyKey, Region(region), now, permissions);
    }

    /// <summary>The region's own spelling of a region, the default one for none.</summary>
    public static string Region(string? text)
    {
        if (string.IsNullOrEmpty(text)) return DefaultRegion;
        return Array.Find(Regions, region => region.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? throw OssRefusal.BadValue("region");
    }

    [GeneratedRegex(@"\A[-_.a-z0-9]{3,128}\z")]
    private static partial Regex BucketKey();
}
