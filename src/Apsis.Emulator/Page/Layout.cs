using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Page;

/// <summary>What all views have around them: nothing from elsewhere, no script and no style but the built-in ones, in no frame, never cached.</summary>
internal sealed class Layout(EmulatorAddress address, ApsEmulatorOptions options)
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private string Address => address.BaseAddress.GetLeftPart(UriPartial.Authority);

    /// <summary>What a command needs in its environment to find this emulator and be let in.</summary>
    public string Variables => options.Clients.Count == 0
        ? $"APS_BASE_URL={Address} APS_CLIENT_ID=me APS_CLIENT_SECRET=any"
        : $"APS_BASE_URL={Address} APS_CLIENT_ID={options.Clients[0].ClientId} APS_CLIENT_SECRET=…";

    public Task WriteAsync(HttpContext http, string title, Html body)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = Policy;
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{RequestLog.OwnPath}/page.css">
            <script src="{RequestLog.OwnPath}/page.js" defer></script>
            </head>
            <body>
            <header>
            <h1><a href="/">APS emulator</a></h1>
            <p class="mono">{Address}</p>
            <p id="live"><span id="said" role="status">Reload to see what changed</span><button id="pause" type="button" hidden>Pause</button></p>
            </header>
            <main>
            {body}
            </main>
            <footer><p>Everything here is on this machine only. Tokens, signatures and the values of queries are never shown.</p></footer>
            </body>
            </html>

            """;
        return http.WriteTextAsync(page.ToString(), "text/html; charset=utf-8");
    }
}
