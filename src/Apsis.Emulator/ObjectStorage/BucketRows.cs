using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Buckets in the database.</summary>
internal static class BucketRows
{
    public static bool Exists(SqliteConnection connection, string bucketKey) =>
        connection.QueryFirst("SELECT 1 FROM buckets WHERE bucket_key = $key", _ => true, ("$key", bucketKey));
}
