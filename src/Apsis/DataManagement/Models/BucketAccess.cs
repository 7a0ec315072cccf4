namespace Apsis.DataManagement;

/// <summary>The kinds of access that a bucket gives to other apps (OSS v2, POST buckets).</summary>
public static class BucketAccess
{
    /// <summary>Read objects.</summary>
    public const string Read = "read";

    /// <summary>Write objects.</summary>
    public const string Write = "write";

    /// <summary>Both.</summary>
    public const string Full = "full";
}
