using Apsis.Emulator.Authentication.Grants;
using Apsis.Emulator.Authentication.Tokens;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>What others need to check a token by themselves.</summary>
internal sealed class KeyEndpoints(TokenSigner signer, EmulatorAddress address)
{
    public async Task KeysAsync(HttpContext http)
    {
        var key = await signer.GetPublicKeyAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "max-age=604800";
        await http.WriteJsonAsync(new KeySet([key]), AuthenticationJson.Default.KeySet);
    }

    public Task DiscoverAsync(HttpContext http)
    {
        var document = new DiscoveryDocument
        {
            Issuer = AccessTokens.Issuer,
            AuthorizationEndpoint = address.Url("/authentication/v2/authorize"),
            TokenEndpoint = address.Url("/authentication/v2/token"),
            UserInfoEndpoint = address.Url("/userinfo"),
            KeysEndpoint = address.Url("/authentication/v2/keys"),
            LogoutEndpoint = address.Url("/authentication/v2/logout"),
            RevokeEndpoint = address.Url("/authentication/v2/revoke"),
            IntrospectEndpoint = address.Url("/authentication/v2/introspect"),
            Scopes = [.. Authentication.Scopes.All.Order(StringComparer.Ordinal)],
            GrantTypes = GrantTypes.All,
        };
        return http.WriteJsonAsync(document, AuthenticationJson.Default.DiscoveryDocument);
    }
}
