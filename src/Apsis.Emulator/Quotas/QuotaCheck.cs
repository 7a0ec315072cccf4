using System.Text;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Faults.Line;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Quotas;

/// <summary>Counts the calls whose client id is known, and refuses those that are too many.</summary>
internal sealed class QuotaCheck(RequestDelegate next, QuotaMeter meter, JobConnections jobs)
{
    private const string Basic = "Basic ";

    public async Task InvokeAsync(HttpContext http)
    {
        if (QuotaFamily.Of(http.Request) is { } family && !jobs.Contains(http.Connection.RemotePort) && await ClientIdAsync(http) is { Length: > 0 } clientId)
            meter.Count(clientId, family);
        await next(http);
    }

    private static async Task<string?> ClientIdAsync(HttpContext http)
    {
        if (http.FindCaller() is { } caller) return caller.ClientId;
        // Elsewhere a form is content, which is to arrive unread.
        if (!http.Request.Path.StartsWithSegments("/authentication")) return null;
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)) return NameIn(header[Basic.Length..].Trim());
        if (http.Request.Query["client_id"].ToString() is { Length: > 0 } named) return named;
        if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true) return null;
        return (await http.ReadFormOrRefuseAsync())["client_id"];
    }

    private static string? NameIn(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : text[..colon];
    }
}
