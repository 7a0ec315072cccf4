using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Storage;

/// <summary>A part of the emulator whose tables refer to blobs.</summary>
internal interface IBlobOwner
{
    /// <summary>The ids of all blobs still needed; any other is deleted at the next start.</summary>
    IEnumerable<string> ReferencedBlobIds(SqliteConnection connection);
}
