using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Storage;

/// <summary>The emulator's own keys, made once and kept in the database, so that tokens and URLs survive a restart.</summary>
internal sealed class SecretStore(EmulatorDatabase database)
{
    public Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Find(connection, name), cancellationToken);

    /// <summary>The secret of that name, made now if there is none.</summary>
    public Task<byte[]> GetOrAddAsync(string name, Func<byte[]> make, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) =>
        {
            if (Find(connection, name) is { } existing) return existing;
            var value = make();
            connection.Execute("INSERT INTO secrets (name, value) VALUES ($name, $value)", ("$name", name), ("$value", value));
            return value;
        }, cancellationToken);

    private static byte[]? Find(SqliteConnection connection, string name) =>
        connection.QueryFirst("SELECT value FROM secrets WHERE name = $name", row => (byte[])row.GetValue(0), ("$name", name));
}
