using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>A refusal that the service answers without a word.</summary>
internal sealed class SilentRefusal(int status, string message) : ServiceRefusal(status, message)
{
    public override Task WriteBodyAsync(HttpContext http)
    {
        http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
