using Apsis.Emulator.ObjectStorage;

namespace Apsis.Emulator.Execution;

/// <summary>The bucket key and object key of <c>urn:adsk.objects:os.object:bucket/key</c>.</summary>
internal readonly record struct ObjectUrn(string BucketKey, string ObjectKey)
{
    private const string Prefix = "urn:adsk.objects:os.object:";

    public static bool Is(string url) => url.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    public static ObjectUrn? Parse(string url)
    {
        if (!Is(url)) return null;
        var path = url[Prefix.Length..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && Uri.UnescapeDataString(path[(slash + 1)..]) is var key && ObjectPath.IsKey(key) ? new ObjectUrn(path[..slash], key) : null;
    }
}
