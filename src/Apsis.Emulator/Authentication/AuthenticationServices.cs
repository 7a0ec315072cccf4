using Apsis.Emulator.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Authentication;

internal static class AuthenticationServices
{
    public static IServiceCollection AddAuthenticationService(this IServiceCollection services) => services
        .AddSingleton<ISchemaPart, RevokedTokensSchema>()
        .AddSingleton<AccessTokens>()
        .AddSingleton<ClientCredentials>()
        .AddSingleton<TokenEndpoints>()
        .AddSingleton<KeyEndpoints>();
}

internal sealed class RevokedTokensSchema : ISchemaPart
{
    public string CreateSql => "CREATE TABLE IF NOT EXISTS revoked_tokens (id TEXT PRIMARY KEY, expires INTEGER NOT NULL) STRICT";
}
