using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>What others need to check a token by themselves.</summary>
internal sealed class KeyEndpoints(AccessTokens tokens, EmulatorAddress address)
{
    public async Task KeysAsync(HttpContext http)
    {
        var key = await tokens.GetPublicKeyAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "max-age=604800";
        await http.WriteJsonAsync(new KeySet([key]), AuthenticationJson.Default.KeySet);
    }

    public Task DiscoverAsync(HttpContext http)
    {
        var revoke = address.Url("/authentication/v2/revoke");
        var introspect = address.Url("/authentication/v2/introspect");
        // Documentation and API description disagree on the names of these two, so both are given.
        var document = new DiscoveryDocument(
            AccessTokens.Issuer, address.Url("/authentication/v2/token"), address.Url("/authentication/v2/keys"),
            revoke, revoke, introspect, introspect,
            [.. Scopes.All.Order(StringComparer.Ordinal)], ["code", "code id_token", "id_token"], ["RS256"]);
        return http.WriteJsonAsync(document, AuthenticationJson.Default.DiscoveryDocument);
    }
}
