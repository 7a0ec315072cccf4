using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract A.</summary>
internal static class AuthenticationShapes
{
    private const string Token = "POST /authentication/v2/token";
    private const string Revoke = "POST /authentication/v2/revoke";
    private const string Introspect = "POST /authentication/v2/introspect";
    private const string Authorize = "GET /authentication/v2/authorize";
    private const string Logout = "GET /authentication/v2/logout";
    private const string UserInfo = "GET /userinfo";

    private const string UserTokens = """
        200 application/json; charset=utf-8
        x-request-id: <guid>

        {"access_token": "<jwt>", "token_type": "Bearer", "expires_in": 3599, "refresh_token": "<refresh42>"}
        """;

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Token, "a two-legged token", world => world.Secret().AskAsync(Token, Form(("grant_type", "client_credentials"), ("scope", "code:all"))), """
            200 application/json; charset=utf-8
            x-request-id: <guid>

            {"access_token": "<jwt>", "token_type": "Bearer", "expires_in": 3599}
            """),
        new(Token, "a user's tokens for a code", async world => await world.Secret().AskAsync(Token, Form(
            ("grant_type", "authorization_code"), ("code", await world.CodeAsync(OwnerId, "data:read")), ("redirect_uri", Callback))), UserTokens),
        new(Token, "a user's tokens with the id token that openid asks for", async world => await world.Secret().AskAsync(Token, Form(
            ("grant_type", "authorization_code"), ("code", await world.CodeAsync(OwnerId, "data:read openid")), ("redirect_uri", Callback))), """
            200 application/json; charset=utf-8
            x-request-id: <guid>

            {"access_token": "<jwt>", "token_type": "Bearer", "expires_in": 3599, "refresh_token": "<refresh42>", "id_token": "<jwt>"}
            """),
        new(Token, "a refresh, which has no id token", async world => await world.Secret().AskAsync(Token, Form(
            ("grant_type", "refresh_token"), ("refresh_token", Text(await world.UserTokensAsync(OwnerId, "data:read openid"), "refresh_token")))), UserTokens),
        new(Token, "no grant type", world => world.Secret().AskAsync(Token, Form(("scope", "code:all"))),
            Gateway(400, "AUTH-008", "The token request must specify a valid 'grant_type'.")),
        new(Token, "an unknown grant type", world => world.Secret().AskAsync(Token, Form(("grant_type", "password"))), Gateway(400, "AUTH-009", "<text>")),
        new(Token, "no form", world => world.Secret().AskAsync(Token, new { grant_type = "client_credentials" }), Gateway(400, "AUTH-007", "<text>")),
        new(Token, "the client named twice", world => world.Secret().AskAsync(Token, Form(
            ("grant_type", "client_credentials"), ("scope", "code:all"), ("client_id", OwnerId), ("client_secret", "x"))),
            Gateway(400, "AUTH-008", "The 'client_id' is not supported in the request body when Authorization headers are present.")),
        new(Token, "no such scope", world => world.Secret().AskAsync(Token, Form(("grant_type", "client_credentials"), ("scope", "code:none"))),
            Gateway(400, "AUTH-008", "<text>scope<text>")),
        new(Token, "no such code", world => world.Secret().AskAsync(Token, Form(
            ("grant_type", "authorization_code"), ("code", "0123456789012345678901234567890123456789"), ("redirect_uri", Callback))),
            Gateway(400, "AUTH-004", "<text>code<text>")),
        new(Token, "no client", world => world.Anyone.AskAsync(Token, Form(("grant_type", "client_credentials"), ("scope", "code:all"))), Gateway(401, "AUTH-003", "<text>")),
        new(Token, "too many calls", world => world.Secret().AskAsync(Token, Form(("grant_type", "client_credentials"), ("scope", "code:all"))), QuotaExceeded)
        {
            Configure = options => options.RateLimits = new RateLimits { Token = 1 },
        },

        new(Authorize, "a code in the query, after what is there", world => world.AuthorizeAsync(("redirect_uri", Callback + "?mine=1"), ("state", "the state")), """
            302 -
            Location: http://localhost:8765/callback?mine=1&code=<code40>&state=the%20state
            """),
        new(Authorize, "a code in the fragment", world => world.AuthorizeAsync(("response_mode", "fragment")), """
            302 -
            Location: http://localhost:8765/callback#code=<code40>
            """),
        new(Authorize, "too many calls", async world =>
        {
            using var first = await world.AuthorizeAsync();
            return await world.AuthorizeAsync();
        }, QuotaExceeded) { Configure = options => options.RateLimits = new RateLimits { Authorize = 1 } },

        new(Revoke, "an access token", async world => await world.Secret().AskAsync(Revoke, Form(
            ("token", await world.AppTokenAsync(OwnerId, "code:all")), ("token_type_hint", "access_token"))), """
            200 -
            Content-Length: 0
            """),
        new(Revoke, "a refresh token", async world => await world.Secret().AskAsync(Revoke, Form(
            ("token", Text(await world.UserTokensAsync(OwnerId, "data:read"), "refresh_token")), ("token_type_hint", "refresh_token"))), """
            200 -
            Content-Length: 0
            """),
        new(Revoke, "no token", world => world.Secret().AskAsync(Revoke, Form(("token_type_hint", "access_token"))), Gateway(400, "AUTH-008", "<text>'token'<text>")),
        new(Revoke, "no client", world => world.Anyone.AskAsync(Revoke, Form(("token", "t"))), Gateway(401, "AUTH-003", "<text>")),
        new(Revoke, "too many calls", async world =>
        {
            using var first = await world.Secret().AskAsync(Revoke, Form(("token", "t")));
            return await world.Secret().AskAsync(Revoke, Form(("token", "t")));
        }, QuotaExceeded) { Configure = options => options.RateLimits = new RateLimits { Revoke = 1 } },

        new(Introspect, "an app's token", async world => await world.Secret().AskAsync(Introspect, Form(("token", await world.AppTokenAsync(OwnerId, "data:read code:all")))), """
            200 application/json; charset=utf-8

            {"active": true, "scope": "data:read code:all", "client_id": "client-a", "exp": "<epoch-s>"}
            """),
        new(Introspect, "a user's token", async world => await world.Secret().AskAsync(Introspect, Form(("token", Text(await world.UserTokensAsync(OwnerId, "data:read"), "access_token")))), """
            200 application/json; charset=utf-8

            {"active": true, "scope": "data:read", "client_id": "client-a", "exp": "<epoch-s>", "userid": "<name>"}
            """),
        new(Introspect, "what is no token", world => world.Secret().AskAsync(Introspect, Form(("token", "t"))), """
            200 application/json; charset=utf-8

            {"active": false}
            """),
        new(Introspect, "no token", world => world.Secret().AskAsync(Introspect, Form(("x", "y"))), Gateway(400, "AUTH-008", "<text>'token'<text>")),
        new(Introspect, "no client", world => world.Anyone.AskAsync(Introspect, Form(("token", "t"))), Gateway(401, "AUTH-003", "<text>")),
        new(Introspect, "too many calls", async world =>
        {
            using var first = await world.Secret().AskAsync(Introspect, Form(("token", "t")));
            return await world.Secret().AskAsync(Introspect, Form(("token", "t")));
        }, QuotaExceeded) { Configure = options => options.RateLimits = new RateLimits { Introspect = 1 } },

        new(Logout, "back to the app", world => world.Anyone.AskAsync($"{Logout}?post_logout_redirect_uri={Uri.EscapeDataString(Callback)}"), """
            302 -
            Location: http://localhost:8765/callback
            """),
        new("GET /authentication/v2/keys", "the keys", world => world.Anyone.AskAsync("GET /authentication/v2/keys"), """
            200 application/json; charset=utf-8
            Cache-Control: max-age=604800

            {"keys": [{"kid": "<name>", "kty": "RSA", "use": "sig", "n": "<base64url>", "e": "AQAB"}, "..."]}
            """),
        // The sample also lists "code id_token", which the authorize call has not.
        new("GET /.well-known/openid-configuration", "the document", world => world.Anyone.AskAsync("GET /.well-known/openid-configuration"), """
            200 application/json; charset=utf-8

            {
              "issuer": "https://developer.api.autodesk.com",
              "authorization_endpoint": "<host>/authentication/v2/authorize",
              "token_endpoint": "<host>/authentication/v2/token",
              "userinfo_endpoint": "<host>/userinfo",
              "jwks_uri": "<host>/authentication/v2/keys",
              "end_session_endpoint?": "<host>/authentication/v2/logout",
              "revoke_endpoint": "<host>/authentication/v2/revoke",
              "revocation_endpoint": "<host>/authentication/v2/revoke",
              "introspect_endpoint": "<host>/authentication/v2/introspect",
              "introspection_endpoint": "<host>/authentication/v2/introspect",
              "scopes_supported": ["<text>", "..."],
              "response_types_supported": ["code", "id_token"],
              "response_modes_supported": ["fragment", "form_post", "query"],
              "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token", "urn:ietf:params:oauth:grant-type:jwt-bearer"],
              "code_challenge_methods_supported?": ["S256"],
              "subject_types_supported": ["public"],
              "id_token_signing_alg_values_supported": ["RS256"]
            }
            """),
        new(UserInfo, "the user's profile", async world => await (await world.UserAsync(scopes: "user-profile:read openid")).AskAsync(UserInfo), """
            200 application/json; charset=utf-8

            {
              "sub": "<name>", "name": "Ada Lovelace", "given_name": "Ada", "family_name": "Lovelace", "preferred_username": "ada@example.com",
              "email": "ada@example.com", "email_verified": true, "profile?": "<text>", "picture?": "<text>", "locale": "en-US", "updated_at": "<epoch-s>",
              "is_2fa_enabled": false, "country_code": "US", "address?": {"street_address?": "<any>", "locality?": "<any>", "region?": "<any>", "postal_code?": "<any>", "country?": "<any>"},
              "phone_number?": "<text>", "phone_number_verified": false, "ldap_enabled": false, "ldap_domain?": null, "job_title?": "<text>", "industry?": "<text>",
              "industry_code?": "<text>", "about_me?": "<text>", "language": "en", "company?": "<text>", "created_date": "<iso>", "last_login_date": "<iso>",
              "eidm_guid": "<name>", "opt_in": false, "social_userinfo_list": [], "thumbnails?": {"*": "<text>"}
            }
            """),
        new(UserInfo, "an app's token", world => world.Owner.AskAsync(UserInfo), InvalidToken),
        new(UserInfo, "no token", world => world.Anyone.AskAsync(UserInfo), InvalidToken),
    ];
}
