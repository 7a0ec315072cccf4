using Apsis.Emulator.Authentication.Pages;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>Sends the browser back to the app with an answer.</summary>
internal static class AuthorizationAnswer
{
    public static int StatusOf(ReturnAddress returnTo) =>
        returnTo.Mode == ResponseMode.FormPost ? StatusCodes.Status200OK : StatusCodes.Status302Found;

    public static Task WriteAsync(HttpContext http, ReturnAddress returnTo, params (string Name, string Value)[] fields)
    {
        http.Response.StatusCode = StatusOf(returnTo);
        http.Response.Headers.CacheControl = "no-store";
        if (returnTo.Mode == ResponseMode.FormPost) return FormPostPage.WriteAsync(http, returnTo.RedirectUri, returnTo.With(fields));
        http.Response.Headers.Location = returnTo.Url(returnTo.With(fields));
        http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
