using System.Text.Json;
using Apsis.Emulator.Authentication.Grants;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>Reads what an app asks of a user, and refuses what makes no sense.</summary>
internal sealed class AuthorizationRules(ClientCredentials clients, RedirectUris redirectUris)
{
    /// <summary>The request of a query, without its question mark.</summary>
    /// <exception cref="PageRefusal">The app is unknown, or where the answer should go is not allowed.</exception>
    /// <exception cref="AuthorizationRefusal">Anything else is wrong.</exception>
    public AuthorizationRequest Read(string query)
    {
        var fields = new QueryCollection(QueryHelpers.ParseQuery(query));
        var clientId = Once(fields, "client_id");
        if (!clients.IsKnown(clientId))
            throw new PageRefusal(clientId.Length == 0 ? "The app did not say who it is: client_id is missing." : $"There is no app with the client id {clientId}.");
        var redirectUri = Once(fields, "redirect_uri");
        if (!redirectUris.Allow(redirectUri))
            throw new PageRefusal(redirectUri.Length == 0 ? "The app did not say where to go back to: redirect_uri is missing." : $"The app may not send you to {redirectUri}.");

        var wantsIdToken = fields["response_type"] == "id_token";
        var returnTo = new ReturnAddress(
            redirectUri, Mode(fields["response_mode"].ToString(), wantsIdToken), fields["state"] is [{ } state] ? state : null);
        try
        {
            return Read(query, fields, clientId, returnTo, wantsIdToken);
        }
        catch (AuthenticationRefusal e)
        {
            throw new AuthorizationRefusal(returnTo, "invalid_scope", e.Message);
        }
    }

    private AuthorizationRequest Read(string query, QueryCollection fields, string clientId, ReturnAddress returnTo, bool wantsIdToken)
    {
        if (fields.FirstOrDefault(field => field.Value.Count > 1).Key is { } twice) throw Invalid($"'{twice}' is given more than once.");
        switch (fields["response_type"].ToString())
        {
            case "": throw Invalid("The request is missing a required parameter 'response_type'.");
            case not ("code" or "id_token"):
                throw new AuthorizationRefusal(returnTo, "unsupported_response_type", "The 'response_type' must be code or id_token.");
        }

        if (fields["response_mode"].ToString() is not ("" or "query" or "fragment" or "form_post"))
            throw Invalid("The 'response_mode' must be query, fragment or form_post.");
        if (wantsIdToken && fields["response_mode"].ToString() is not ("" or "form_post"))
            throw Invalid("With the 'response_type' id_token, the 'response_mode' must be form_post.");
        if (fields["prompt"].ToString() is not ("" or "login" or "create")) throw Invalid("The 'prompt' must be login or create.");
        if (fields["authoptions"].ToString() is { Length: > 0 } options && !IsJsonObject(options)) throw Invalid("'authoptions' is no JSON object.");

        var scopes = Scopes.ParseOptional(fields["scope"]);
        var nonce = fields["nonce"].ToString();
        if (wantsIdToken && !scopes.Contains(Scopes.OpenId)) throw Invalid("An ID token needs the scope openid.");
        if (scopes.Contains(Scopes.OpenId) && nonce.Length == 0) throw Invalid("The request is missing the parameter 'nonce', which openid requires.");
        return new AuthorizationRequest
        {
            ClientId = clientId,
            ReturnTo = returnTo,
            WantsIdToken = wantsIdToken,
            Scopes = scopes,
            Nonce = nonce.Length == 0 ? null : nonce,
            CodeChallenge = Challenge(),
            MustSignIn = fields["prompt"].Count > 0,
            Query = query,
        };

        string? Challenge()
        {
            var challenge = fields["code_challenge"].ToString();
            var method = fields["code_challenge_method"].ToString();
            if (challenge.Length == 0)
            {
                if (method.Length > 0) throw Invalid("There is a 'code_challenge_method', but no 'code_challenge'.");
                if (!wantsIdToken && clients.Find(clientId) is { IsPublic: true }) throw Invalid("A public client must send a 'code_challenge'.");
                return null;
            }

            if (method != CodeChallenge.Method) throw Invalid("The 'code_challenge_method' must be S256.");
            return CodeChallenge.IsChallenge(challenge) ? challenge : throw Invalid("The 'code_challenge' is not a SHA-256 in base64url without padding.");
        }

        AuthorizationRefusal Invalid(string message) => new(returnTo, "invalid_request", message);
    }

    private static string Once(QueryCollection fields, string name) =>
        fields[name].Count < 2 ? fields[name].ToString() : throw new PageRefusal($"The app's link is broken: {name} is given more than once.");

    private static ResponseMode Mode(string name, bool wantsIdToken) => name switch
    {
        "fragment" => ResponseMode.Fragment,
        "form_post" => ResponseMode.FormPost,
        "" when wantsIdToken => ResponseMode.FormPost,
        _ => ResponseMode.Query,
    };

    private static bool IsJsonObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
