using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Faults.Admin;

/// <summary>What the emulator's own endpoints refuse.</summary>
internal sealed class AdminRefusal(int status, string reason) : ServiceRefusal(status, reason)
{
    public override Task WriteBodyAsync(HttpContext http) => http.WriteJsonAsync(new Reason(Message), UnknownRouteJson.Default.Reason);
}
