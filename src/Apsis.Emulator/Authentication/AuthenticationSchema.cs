using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Authentication;

/// <summary>The tables of the authentication service. Codes, refresh tokens and cookies are kept as hashes.</summary>
internal sealed class AuthenticationSchema : ISchemaPart
{
    public string CreateSql => """
        CREATE TABLE IF NOT EXISTS revoked_tokens (id TEXT PRIMARY KEY, expires INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS browser_sessions (hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS authorization_codes (
            hash TEXT PRIMARY KEY, grant_id TEXT NOT NULL, client_id TEXT NOT NULL, user_id TEXT NOT NULL, scope TEXT NOT NULL,
            redirect_uri TEXT NOT NULL, challenge TEXT, nonce TEXT, expires INTEGER NOT NULL, is_used INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE IF NOT EXISTS refresh_tokens (
            hash TEXT PRIMARY KEY, grant_id TEXT NOT NULL, client_id TEXT NOT NULL, user_id TEXT NOT NULL, scope TEXT NOT NULL,
            is_confidential INTEGER NOT NULL, expires INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS service_accounts (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, email TEXT NOT NULL UNIQUE COLLATE NOCASE,
            first_name TEXT NOT NULL, last_name TEXT NOT NULL, is_enabled INTEGER NOT NULL,
            created INTEGER NOT NULL, accessed INTEGER NOT NULL, expires INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS service_account_keys (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, account_id TEXT NOT NULL REFERENCES service_accounts (id) ON DELETE CASCADE,
            public_key BLOB NOT NULL, is_enabled INTEGER NOT NULL, created INTEGER NOT NULL, accessed INTEGER NOT NULL
        ) STRICT;
        """;
}
