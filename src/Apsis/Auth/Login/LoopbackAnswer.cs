using System.Text;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>What a request to a loopback redirect is answered, and whether it ends the login.</summary>
internal sealed record LoopbackAnswer(string Status, string Title, string Text)
{
    /// <summary>The code, when the request ends the login with one.</summary>
    public string? Code { get; private init; }

    /// <summary>The refusal, when the request ends the login with one.</summary>
    public LoginFailedException? Refusal { get; private init; }

    public bool EndsLogin => Code is not null || Refusal is not null;

    /// <summary>Decides. Only the browser that has been to the service knows the state; all others can neither end the login nor learn anything.</summary>
    public static LoopbackAnswer To(LoopbackRequest? request, Uri redirectUri, AuthorizationRequest login)
    {
        if (request is null)
            return new("400 Bad Request", "Not understood", "This is not a request that belongs here.");
        // A page elsewhere can give its own name the address of this machine; the browser tells by the host.
        if (!string.Equals(request.Host, redirectUri.Authority, StringComparison.OrdinalIgnoreCase))
            return new("421 Misdirected Request", "Not here", "There is nothing under this name.");
        if (request.Path != redirectUri.AbsolutePath)
            return new("404 Not Found", "Not here", "There is nothing at this address.");
        if (request.Method != "GET")
            return new("405 Method Not Allowed", "Not so", "This address is for the end of a login only.");

        var query = RedirectQuery.Of(request.Query);
        if (query is null || !login.IsStateOf(query.State) || (query.Code is null && query.Error is null))
            return new("400 Bad Request", "Another login", "This does not belong to the login that is waited for. Go back to the program and follow its newest link.");

        try
        {
            return new("200 OK", "Login received", "You can close this window and go back to the program.") { Code = login.CodeIn(query) };
        }
        catch (LoginFailedException refusal)
        {
            return new("200 OK", "Not logged in", "The login was refused. You can close this window; the program says more.") { Refusal = refusal };
        }
    }

    /// <summary>The status; never the code.</summary>
    public override string ToString() => Status;

    /// <summary>The whole answer. Nothing of the request is in it.</summary>
    public byte[] ToBytes()
    {
        var page = $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>{{Title}}</title><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; color: #1d2733; background: #f4f6f8; display: grid; place-items: center; min-height: 90vh; margin: 0 }
            main { background: #fff; padding: 2rem 3rem; border-radius: .75rem; box-shadow: 0 1px 4px #0002; max-width: 26rem }
            h1 { font-size: 1.4rem; margin: 0 0 .5rem } p { margin: 0 }
            @media (prefers-color-scheme: dark) { body { color: #e6ebf0; background: #14191f } main { background: #1f262e } }
            </style></head><body><main><h1>{{Title}}</h1><p>{{Text}}</p></main></body></html>
            """;
        var body = Encoding.UTF8.GetBytes(page);
        var head = string.Join("\r\n",
        [
            $"HTTP/1.1 {Status}",
            "Content-Type: text/html; charset=utf-8",
            $"Content-Length: {body.Length}",
            "Connection: close",
            "Cache-Control: no-store",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
            "", "",
        ]);
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
