using Apsis.Emulator.Authentication.Pages;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>Sign in, allow, go back to the app; and sign out.</summary>
internal sealed class SignInEndpoints(
    AuthorizationRules rules, BrowserSessions sessions, FormTokens tokens, Consent consent, ClientCredentials clients, RedirectUris redirectUris, Users users)
{
    public const string AuthorizePath = BrowserSessions.Path + "/authorize";
    public const string SignInPath = AuthorizePath + "/sign-in";
    public const string SignedOutPath = BrowserSessions.Path + "/signed-out";

    /// <summary>What the app sends the browser to: the sign-in page, or the consent page for who is signed in.</summary>
    public async Task AskAsync(HttpContext http)
    {
        var request = rules.Read(http.Request.QueryString.Value is [_, ..] query ? query[1..] : "");
        if (users.Automatic is { } automatic)
        {
            await consent.AllowAsync(http, request, automatic);
            return;
        }

        var user = request.MustSignIn ? null : await sessions.FindUserAsync(http);
        var browser = sessions.Identify(http);
        if (user is null)
        {
            await SignInPage.WriteAsync(http, NameOf(request), users.All, await FormAsync(http, browser, SignInPage.Form, request));
            return;
        }

        await ConsentPage.WriteAsync(http, NameOf(request), request, user, await FormAsync(http, browser, ConsentPage.Form, request));
    }

    /// <summary>The sign-in page's form.</summary>
    public async Task SignInAsync(HttpContext http)
    {
        var (form, request) = await ReadAsync(http, SignInPage.Form);
        var user = users.Find(form["user"]) ?? throw new PageRefusal("There is no such user. Start again from the app.");
        await sessions.SignInAsync(http, user);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        // The user has signed in now, as the prompt demanded.
        http.Response.Headers.Location = AuthorizePath + "?" + WithoutPrompt(request.Query);
        http.Response.ContentLength = 0;
    }

    /// <summary>The consent page's form.</summary>
    public async Task DecideAsync(HttpContext http)
    {
        var (form, request) = await ReadAsync(http, ConsentPage.Form);
        if (form["decision"] != ConsentPage.Allow)
        {
            await Consent.DenyAsync(http, request);
            return;
        }

        var user = await sessions.FindUserAsync(http) ?? throw new PageRefusal("You are not signed in any more. Start again from the app.");
        await consent.AllowAsync(http, request, user);
    }

    /// <summary>Ends the browser's session and sends it on.</summary>
    public async Task SignOutAsync(HttpContext http)
    {
        var next = http.Request.Query["post_logout_redirect_uri"].ToString();
        if (next.Length > 0 && !redirectUris.AllowAfterLogout(next)) throw new PageRefusal($"The app may not send you to {next}.");
        await sessions.SignOutAsync(http);
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.Location = next.Length > 0 ? next : SignedOutPath;
        http.Response.ContentLength = 0;
    }

    private string NameOf(AuthorizationRequest request) => clients.Find(request.ClientId)?.Name ?? request.ClientId;

    private async Task<FormState> FormAsync(HttpContext http, string browser, string form, AuthorizationRequest request) =>
        new(request.Query, await tokens.MakeAsync(browser, form, request.Query, http.RequestAborted));

    private async Task<(IFormCollection Form, AuthorizationRequest Request)> ReadAsync(HttpContext http, string name)
    {
        var form = await http.ReadFormOrRefuseAsync();
        var query = form[FormState.RequestField].ToString();
        await tokens.CheckAsync(form[FormState.TokenField].ToString(), sessions.Find(http), name, query, http.RequestAborted);
        return (form, rules.Read(query));
    }

    // Found as it was read: however it is spelled and encoded. The user would have to sign in for ever.
    private static string WithoutPrompt(string query) => string.Join('&', query.Split('&').Where(pair =>
        !Uri.UnescapeDataString(pair.Split('=')[0]).Equals("prompt", StringComparison.OrdinalIgnoreCase)));
}
