using System.Collections.Concurrent;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Authentication.Tokens;

/// <summary>The ids of access tokens, and of grants with all their access tokens, that are valid no more.</summary>
internal sealed class RevokedTokens(EmulatorDatabase database, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, bool> _ids = new(StringComparer.Ordinal);

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var revoked = await database.WriteAsync((connection, _) =>
        {
            connection.Execute("DELETE FROM revoked_tokens WHERE expires <= $now", ("$now", now));
            return connection.Query("SELECT id FROM revoked_tokens", row => row.GetString(0));
        }, cancellationToken);
        foreach (var id in revoked) _ids[id] = true;
    }

    public bool Contains(string id) => _ids.ContainsKey(id);

    /// <summary>Revokes at once, also after a restart.</summary>
    /// <param name="id">What is revoked.</param>
    /// <param name="expires">When the last token concerned is dead anyway, in Unix seconds.</param>
    /// <param name="cancellationToken">Gives up before anything is revoked.</param>
    public async Task AddAsync(string id, long expires, CancellationToken cancellationToken)
    {
        await database.WriteAsync((connection, _) => connection.Execute(
            "INSERT OR IGNORE INTO revoked_tokens (id, expires) VALUES ($id, $expires)", ("$id", id), ("$expires", expires)), cancellationToken);
        _ids[id] = true;
    }
}
