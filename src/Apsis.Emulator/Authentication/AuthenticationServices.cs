using Apsis.Emulator.Authentication.Grants;
using Apsis.Emulator.Authentication.ServiceAccounts;
using Apsis.Emulator.Authentication.SignIn;
using Apsis.Emulator.Authentication.Tokens;
using Apsis.Emulator.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Authentication;

internal static class AuthenticationServices
{
    public static IServiceCollection AddAuthenticationService(this IServiceCollection services) => services
        .AddSingleton<ISchemaPart, AuthenticationSchema>()
        .AddSingleton<RevokedTokens>()
        .AddSingleton<TokenSigner>()
        .AddSingleton<AccessTokens>()
        .AddSingleton<IdTokens>()
        .AddSingleton<Users>()
        .AddSingleton<ClientCredentials>()
        .AddSingleton<AuthorizationCodes>()
        .AddSingleton<RefreshTokens>()
        .AddSingleton<Revocation>()
        .AddSingleton<AuthorizationCodeGrant>()
        .AddSingleton<RefreshTokenGrant>()
        .AddSingleton<ServiceAccountStore>()
        .AddSingleton<ServiceAccountKeys>()
        .AddSingleton<AssertionGrant>()
        .AddSingleton<RedirectUris>()
        .AddSingleton<AuthorizationRules>()
        .AddSingleton<BrowserSessions>()
        .AddSingleton<FormTokens>()
        .AddSingleton<Consent>()
        .AddSingleton<SignInEndpoints>()
        .AddSingleton<ServiceAccountEndpoints>()
        .AddSingleton<UserInfoEndpoints>()
        .AddSingleton<TokenEndpoints>()
        .AddSingleton<KeyEndpoints>();

}
