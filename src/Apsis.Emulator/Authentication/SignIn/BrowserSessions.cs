using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>Who is signed in, by a cookie that ends with the browser, at the latest after a day.</summary>
internal sealed class BrowserSessions(EmulatorDatabase database, EmulatorAddress address, Users users, TimeProvider time)
{
    public const string Path = "/authentication/v2";

    private const int Length = 43;
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    // Cookies know hosts, but not ports: emulators on one machine would sign each other's users out.
    private string CookieName => $"apsis-session-{address.BaseAddress.Port}";

    /// <summary>The browser's cookie, given now when it has none; it says who the browser is, not that anybody is signed in.</summary>
    public string Identify(HttpContext http) => Find(http) ?? SetCookie(http);

    /// <summary>The browser's cookie; null when it has none of ours.</summary>
    public string? Find(HttpContext http) => http.Request.Cookies[CookieName] is { Length: Length } id ? id : null;

    public async Task<EmulatorUser?> FindUserAsync(HttpContext http)
    {
        if (Find(http) is not { } id) return null;
        var userId = await database.ReadAsync(connection => connection.QueryFirst(
            "SELECT user_id FROM browser_sessions WHERE hash = $hash AND expires > $now", row => row.GetString(0),
            ("$hash", Secrets.Hash(id)), ("$now", time.GetUtcNow().ToUnixTimeSeconds())), http.RequestAborted);
        return users.Find(userId);
    }

    /// <summary>Signs a user in, under a new cookie: one that somebody else may have planted before is worth nothing.</summary>
    public async Task SignInAsync(HttpContext http, EmulatorUser user)
    {
        await ForgetAsync(http);
        var id = SetCookie(http);
        var now = time.GetUtcNow();
        await database.WriteAsync((connection, _) =>
        {
            connection.Execute("DELETE FROM browser_sessions WHERE expires <= $now", ("$now", now.ToUnixTimeSeconds()));
            return connection.Execute(
                "INSERT INTO browser_sessions (hash, user_id, expires) VALUES ($hash, $user, $expires)",
                ("$hash", Secrets.Hash(id)), ("$user", user.UserId), ("$expires", (now + Life).ToUnixTimeSeconds()));
        }, http.RequestAborted);
    }

    public async Task SignOutAsync(HttpContext http)
    {
        await ForgetAsync(http);
        http.Response.Cookies.Delete(CookieName, new CookieOptions { Path = Path });
    }

    private async Task ForgetAsync(HttpContext http)
    {
        if (Find(http) is not { } id) return;
        await database.WriteAsync(
            (connection, _) => connection.Execute("DELETE FROM browser_sessions WHERE hash = $hash", ("$hash", Secrets.Hash(id))), http.RequestAborted);
    }

    private string SetCookie(HttpContext http)
    {
        var id = Secrets.Make(Length);
        // Lax, because the browser comes from the app's site. Not Secure, because the emulator speaks http on this machine.
        http.Response.Cookies.Append(CookieName, id, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = Path });
        return id;
    }
}
