using Apsis.Emulator.Authentication.Grants;
using Apsis.Emulator.Authentication.Tokens;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>What follows when a user has said yes or no.</summary>
internal sealed class Consent(AuthorizationCodes codes, IdTokens idTokens)
{
    public async Task AllowAsync(HttpContext http, AuthorizationRequest request, EmulatorUser user)
    {
        if (request.WantsIdToken)
        {
            var token = await idTokens.IssueAsync(request.ClientId, user, request.Nonce, http.RequestAborted);
            await AuthorizationAnswer.WriteAsync(http, request.ReturnTo, ("id_token", token));
            return;
        }

        var grant = new UserGrant(AccessTokens.NewGrantId(), request.ClientId, user.UserId, request.Scopes);
        var issued = new IssuedCode(grant, request.ReturnTo.RedirectUri, request.CodeChallenge, request.Nonce);
        var code = await codes.IssueAsync(issued, http.RequestAborted);
        await AuthorizationAnswer.WriteAsync(http, request.ReturnTo, ("code", code));
    }

    public static Task DenyAsync(HttpContext http, AuthorizationRequest request) => AuthorizationAnswer.WriteAsync(
        http, request.ReturnTo, ("error", "access_denied"), ("error_description", "The user did not allow it."));
}
