using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>Who sent a request, by its access token.</summary>
/// <param name="ClientId">The app.</param>
/// <param name="Scopes">What the token allows.</param>
/// <param name="UserId">The user of a three-legged token; null for a two-legged one.</param>
internal sealed record Caller(string ClientId, IReadOnlySet<string> Scopes, string? UserId = null);

internal static class HttpContextCaller
{
    /// <summary>The caller of an endpoint that requires a scope.</summary>
    public static Caller GetCaller(this HttpContext http) =>
        http.FindCaller() ?? throw new InvalidOperationException("The endpoint requires no scope, so its caller is unknown.");

    /// <summary>The caller, or null when no token was checked.</summary>
    public static Caller? FindCaller(this HttpContext http) => http.Features.Get<Caller>();

    public static void SetCaller(this HttpContext http, Caller caller) => http.Features.Set(caller);
}
