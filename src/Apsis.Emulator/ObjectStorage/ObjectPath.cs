using System.Diagnostics.CodeAnalysis;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>
/// The path of a request about one object, read from the target as it was sent. A key is any string and may arrive with raw slashes,
/// so what is asked of the object is told from the end of the path, and the key is everything before it.
/// </summary>
internal sealed record ObjectPath(string BucketKey, string ObjectKey, string Operation, string? CopyTo = null)
{
    private const string Buckets = "/oss/v2/buckets/";
    private const string Objects = "/objects/";
    private const string CopyToMarker = "/copyto/";

    private static readonly string[] Operations = ["details", "signeds3upload", "signeds3download", "signed"];

    private static readonly string[] Collections = ["batchsigneds3upload", "batchcompleteupload", "batchsigneds3download"];

    /// <summary>The path that routing sees: the key replaced by a placeholder.</summary>
    public string Route => $"{Buckets}{Uri.EscapeDataString(BucketKey)}{Objects}-{(Operation.Length > 0 ? "/" + Operation : "")}";

    /// <summary>Null when the path is not about one object.</summary>
    /// <exception cref="OssRefusal">The key is empty or not UTF-8.</exception>
    public static ObjectPath? Parse(string method, string path)
    {
        if (!path.StartsWith(Buckets, StringComparison.OrdinalIgnoreCase)) return null;
        var objects = path.IndexOf(Objects, Buckets.Length, StringComparison.OrdinalIgnoreCase);
        if (objects < 0 || path.IndexOf('/', Buckets.Length) != objects) return null;

        var bucketKey = Decode(path[Buckets.Length..objects]);
        var rest = path[(objects + Objects.Length)..];
        if (rest.Length == 0 || method == "POST" && Collections.Contains(rest)) return null;

        // DELETE has no operation: all of it is the key, even when it ends like one.
        if (method == "DELETE") return new ObjectPath(bucketKey, Decode(rest), "");
        var copyTo = rest.LastIndexOf(CopyToMarker, StringComparison.Ordinal);
        if (method == "PUT" && copyTo > 0)
            return new ObjectPath(bucketKey, Decode(rest[..copyTo]), "copyto", Decode(rest[(copyTo + CopyToMarker.Length)..]));

        var slash = rest.LastIndexOf('/');
        return slash > 0 && Operations.Contains(rest[(slash + 1)..])
            ? new ObjectPath(bucketKey, Decode(rest[..slash]), rest[(slash + 1)..])
            : new ObjectPath(bucketKey, Decode(rest), "");
    }

    /// <summary>Whether an object may have that key: any text but one with a NUL, which no path can name.</summary>
    public static bool IsKey([NotNullWhen(true)] string? text) => text is { Length: > 0 } && !text.Contains('\0', StringComparison.Ordinal);

    private static string Decode(string escaped) =>
        PercentEncoding.TryDecode(escaped, out var text) && IsKey(text)
            ? text
            : throw new OssRefusal(400, "The object key is empty, not UTF-8 or has a NUL");
}
