using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.Pages;

/// <summary>Why nobody can sign in here now.</summary>
internal static class RefusalPage
{
    public static Task WriteAsync(HttpContext http, string message) => Page.WriteAsync(http, "This does not work", "'none'", $"""
        <h1>This does not work</h1>
        <p role="alert"><bdi>{message}</bdi></p>
        """);
}
