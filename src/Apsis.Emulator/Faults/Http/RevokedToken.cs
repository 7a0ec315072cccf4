using Apsis.Emulator.Authentication.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Faults.Http;

/// <summary>Revokes the token that a request carries before the request is looked at.</summary>
internal static class RevokedToken
{
    private const string Scheme = "Bearer ";

    public static async Task ApplyAsync(Fault fault, HttpContext http, RequestDelegate next)
    {
        var tokens = http.RequestServices.GetRequiredService<AccessTokens>();
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && tokens.Read(header[Scheme.Length..].Trim()) is { } claims)
        {
            await tokens.RevokeAsync(claims, http.RequestAborted);
            fault.Happened();
        }

        await next(http);
    }
}
