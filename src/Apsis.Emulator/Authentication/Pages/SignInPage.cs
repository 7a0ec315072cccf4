using Apsis.Emulator.Authentication.SignIn;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.Pages;

/// <summary>Who are you? The emulator asks for no password.</summary>
internal static class SignInPage
{
    public const string Form = "sign-in";

    public static Task WriteAsync(HttpContext http, string appName, IEnumerable<EmulatorUser> users, FormState state) => Page.WriteAsync(http, "Sign in", "'self'", $"""
        <h1>Sign in</h1>
        <p>to go on to <strong><bdi>{appName}</bdi></strong></p>
        <form method="post" action="{SignInEndpoints.SignInPath}">
        {state.Fields}
        <fieldset><legend>Who are you?</legend>
        {users.Select(Choice)}
        </fieldset>
        <div class="row"><button type="submit">Sign in</button></div>
        </form>
        <p class="note">This is the Apsis emulator on this machine: it asks for no password.</p>
        """);

    private static Html Choice(EmulatorUser user, int index) => $"""
        <label><input type="radio" name="user" value="{user.UserId}" required{Html.Of(index == 0 ? " checked" : "")}><span>{user.Name}<br><span class="soft">{user.Email}</span></span></label>
        """;
}
