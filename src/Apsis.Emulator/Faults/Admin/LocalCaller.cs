using System.Net;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Faults.Admin;

/// <summary>
/// Keeps the emulator's own endpoints from web pages: a page elsewhere has an Origin of its own, and one that has its name point here
/// has that name as Host.
/// </summary>
internal static class LocalCaller
{
    /// <exception cref="AdminRefusal">403.</exception>
    public static void Demand(HttpContext http)
    {
        var isNear = http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        var origin = http.Request.Headers.Origin;
        if (!isNear || !IsLoopback("http://" + http.Request.Host.Value) || origin.Count > 0 && !origin.All(IsLoopback))
            throw new AdminRefusal(StatusCodes.Status403Forbidden, "Only a program on this machine may do this, at 127.0.0.1 or localhost.");
    }

    private static bool IsLoopback(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed is { IsLoopback: true, Scheme: "http" or "https" };
}
