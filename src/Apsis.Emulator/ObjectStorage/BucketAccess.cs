using Apsis.Emulator.Authentication;
using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>What a client may do in a bucket.</summary>
internal enum BucketRight
{
    /// <summary>Read objects: the owner, and those allowed to read or everything.</summary>
    Read,

    /// <summary>Write objects: the owner, and those allowed to write or everything.</summary>
    Write,

    /// <summary>List, sign, batch and delete: the owner alone.</summary>
    Own,
}

/// <summary>The rules of ownership, the same for a request and for a transfer inside the emulator.</summary>
internal static class BucketAccess
{
    /// <summary>Refuses a bucket that does not exist or that the caller has no such right in.</summary>
    /// <exception cref="OssRefusal">404 or 403.</exception>
    public static void Demand(SqliteConnection connection, Caller caller, string bucketKey, BucketRight right)
    {
        var owner = connection.QueryFirst("SELECT owner FROM buckets WHERE bucket_key = $key", row => row.GetString(0), ("$key", bucketKey))
            ?? throw OssRefusal.NoBucket();
        if (IsOwner(connection, caller, bucketKey, owner)) return;

        var access = connection.QueryFirst(
            "SELECT access FROM bucket_permissions WHERE bucket_key = $key AND client_id = $client",
            row => row.GetString(0), ("$key", bucketKey), ("$client", caller.ClientId));
        var allowed = right switch
        {
            BucketRight.Read => access is "read" or "full",
            BucketRight.Write => access is "write" or "full",
            _ => false,
        };
        if (!allowed) throw OssRefusal.NotAllowed();
    }

    /// <summary>Whether a bucket is the caller's, or is being transferred to the caller.</summary>
    public static bool IsOwner(SqliteConnection connection, Caller caller, Bucket bucket) => IsOwner(connection, caller, bucket.Key, bucket.Owner);

    private static bool IsOwner(SqliteConnection connection, Caller caller, string bucketKey, string owner) =>
        owner == caller.ClientId || BucketTransfers.TargetOf(connection, bucketKey) == caller.ClientId;
}
