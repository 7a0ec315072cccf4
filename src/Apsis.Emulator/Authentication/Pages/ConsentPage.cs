using Apsis.Emulator.Authentication.SignIn;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.Pages;

/// <summary>May the app do this in your name?</summary>
internal static class ConsentPage
{
    public const string Form = "consent";
    public const string Allow = "allow";

    private const string Deny = "deny";

    public static Task WriteAsync(HttpContext http, string appName, AuthorizationRequest request, EmulatorUser user, FormState state)
    {
        Html scopes = request.Scopes.Count == 0
            ? (Html)$"<p>It asks for nothing but to know that you signed in.</p>"
            : $"<p>It will be able to:</p><ul>{request.Scopes.Select(Line)}</ul>";
        return Page.WriteAsync(http, "Allow access", Page.FormsTo(request.ReturnTo.RedirectUri), $"""
            <h1>Allow <bdi>{appName}</bdi> to act for you?</h1>
            <p class="soft">Client id <code><bdi>{request.ClientId}</bdi></code></p>
            {scopes}
            <p>You are signed in as <strong>{user.Name}</strong> ({user.Email}). <a href="{SignInEndpoints.AuthorizePath}?{request.Query}&amp;prompt=login">Somebody else?</a></p>
            <form method="post" action="{SignInEndpoints.AuthorizePath}">
            {state.Fields}
            <div class="row"><button type="submit" name="decision" value="{Allow}">Allow</button><button type="submit" class="plain" name="decision" value="{Deny}">Deny</button></div>
            </form>
            <p class="note">You will go back to <bdi>{HostOf(request.ReturnTo.RedirectUri)}</bdi>.</p>
            """);
    }

    private static Html Line(string scope) => $"<li>{ScopeText.Of(scope)} <code class=\"soft\"><bdi>{scope}</bdi></code></li>";

    private static string HostOf(string redirectUri) => new Uri(redirectUri).GetLeftPart(UriPartial.Authority);
}
