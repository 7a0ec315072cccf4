using System.Security.Cryptography;
using System.Text;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.Pages;

/// <summary>A whole page: nothing from elsewhere, no script but a known one, in no frame, never cached.</summary>
internal static class Page
{
    private static readonly string StyleHash = HashOf(PageStyle.Css);

    /// <param name="http">The request to answer.</param>
    /// <param name="title">The title, encoded here.</param>
    /// <param name="forms">Where forms may go: CSP's form-action.</param>
    /// <param name="body">What is inside of main.</param>
    /// <param name="script">The one script that may run; none by default.</param>
    public static Task WriteAsync(HttpContext http, string title, string forms, Html body, string? script = null)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src '{StyleHash}'; img-src data:; form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
            + (script is null ? "" : $"; script-src '{HashOf(script)}'");
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <link rel="icon" href="data:,">
            <style>{Html.Of(PageStyle.Css)}</style>
            </head>
            <body>
            <main>
            {body}
            </main>
            {Script(script)}
            </body>
            </html>

            """;
        return http.WriteTextAsync(page.ToString(), "text/html; charset=utf-8");
    }

    /// <summary>The form-action of a form that ends at the app.</summary>
    /// <remarks>Browsers apply it to every redirect after the form too, and where an app goes from its callback is not known: so, schemes.</remarks>
    public static string FormsTo(string redirectUri)
    {
        var scheme = new Uri(redirectUri).Scheme;
        return scheme is "http" or "https" ? "'self' http: https:" : $"'self' {scheme}:";
    }

    private static Html Script(string? script) => Html.Of(script is null ? "" : $"<script>{script}</script>");

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
