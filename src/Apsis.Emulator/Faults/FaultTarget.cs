using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Faults;

/// <summary>What a fault may happen to.</summary>
/// <param name="Family">The group of requests it belongs to, whoever sent it.</param>
/// <param name="IsJob">Whether a WorkItem sent it.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path as it was sent.</param>
internal sealed record FaultTarget(string Family, bool IsJob, string Method, string Path)
{
    public static FaultTarget Of(HttpContext http, bool isJob)
    {
        var method = http.Request.Method;
        // Routing sees the decoded path with its dot segments removed, and so does the family; the rest is as it was sent.
        var decoded = "/" + http.Request.Path.Value?.TrimStart('/');
        return new FaultTarget(FaultFamilies.Of(method, decoded), isJob, method, RawTarget.PathOf(http));
    }
}
