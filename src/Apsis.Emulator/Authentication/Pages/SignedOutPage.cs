using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.Pages;

/// <summary>Where somebody who signs out ends when the app names no other place.</summary>
internal static class SignedOutPage
{
    public static Task WriteAsync(HttpContext http) => Page.WriteAsync(http, "Signed out", "'none'", $"""
        <h1>You are signed out</h1>
        <p>You can close this page.</p>
        """);
}
