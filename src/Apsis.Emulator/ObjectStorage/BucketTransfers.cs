using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Buckets that change hands. From the offer until it is completed or cancelled, both clients own the bucket, and either may end it.</summary>
internal static class BucketTransfers
{
    /// <summary>The client that a bucket is offered to; null for none.</summary>
    public static string? TargetOf(SqliteConnection connection, string bucketKey) => connection.QueryFirst(
        "SELECT client_id FROM bucket_transfers WHERE bucket_key = $key", row => row.GetString(0), ("$key", bucketKey));

    /// <exception cref="OssRefusal">400: no such operation, no client, or nothing is offered.</exception>
    public static bool Apply(SqliteConnection connection, string bucketKey, string? operation, string? client)
    {
        switch (operation)
        {
            case "initiate":
                connection.Execute(
                    "INSERT OR REPLACE INTO bucket_transfers (bucket_key, client_id) VALUES ($key, $client)",
                    ("$key", bucketKey), ("$client", string.IsNullOrEmpty(client) ? throw OssRefusal.BadValue("key") : client));
                return true;
            case "complete":
                Complete(connection, bucketKey, TargetOf(connection, bucketKey) ?? throw OssRefusal.NoTransfer());
                return true;
            case "cancel":
                return connection.Execute("DELETE FROM bucket_transfers WHERE bucket_key = $key", ("$key", bucketKey)) > 0 ? true : throw OssRefusal.NoTransfer();
            default:
                throw OssRefusal.BadValue("operation");
        }
    }

    // The old owner keeps nothing.
    private static void Complete(SqliteConnection connection, string bucketKey, string client)
    {
        connection.Execute(
            "DELETE FROM bucket_permissions WHERE bucket_key = $key AND client_id = (SELECT owner FROM buckets WHERE bucket_key = $key)", ("$key", bucketKey));
        connection.Execute(
            "INSERT OR REPLACE INTO bucket_permissions (bucket_key, client_id, access) VALUES ($key, $client, 'full')", ("$key", bucketKey), ("$client", client));
        connection.Execute("UPDATE buckets SET owner = $client WHERE bucket_key = $key", ("$key", bucketKey), ("$client", client));
        connection.Execute("DELETE FROM bucket_transfers WHERE bucket_key = $key", ("$key", bucketKey));
    }
}
