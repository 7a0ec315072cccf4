using Apsis.DataManagement;

namespace Apsis.Cli.Storage;

/// <summary>
/// <c>oss://bucket/key</c>. What follows the bucket's slash is the key as it is: nothing is decoded, so <c>%2F</c> are three characters, and
/// further slashes belong to the key. <c>oss:///key</c> is a key in the default bucket.
/// </summary>
/// <param name="Bucket">The bucket; null for the default one.</param>
/// <param name="Key">The key, a pattern, or the beginning of keys; empty for the whole bucket.</param>
internal sealed record OssAddress(string? Bucket, string Key)
{
    public const string Scheme = "oss://";

    public static bool IsOne(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="UsageException">The bucket is no bucket key.</exception>
    public static OssAddress Parse(string text)
    {
        if (!IsOne(text))
            throw new UsageException($"'{text}' is no address of the object storage: write oss://bucket/key, or oss:///key for the default bucket.");

        var rest = text[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? rest : rest[..slash];
        if (bucket.Length > 0 && !BucketKey.TryParse(bucket, out _))
            throw new UsageException($"'{bucket}' in '{text}' is no bucket key: 3 to 128 characters out of a-z, 0-9, '-', '_' and '.'.");
        return new OssAddress(bucket.Length == 0 ? null : bucket, slash < 0 ? "" : rest[(slash + 1)..]);
    }

    /// <summary>An address, or a key in the default bucket: for where nothing else can be meant.</summary>
    public static OssAddress ParseOrKey(string text) => IsOne(text) ? Parse(text) : new OssAddress(null, text);

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
