namespace Apsis.Emulator.Storage;

internal sealed class SecretsSchema : ISchemaPart
{
    public string CreateSql => "CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT";
}
