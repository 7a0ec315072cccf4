using System.Text;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation.Sockets;

/// <summary>What the HTTP call would answer, as a text.</summary>
internal static class RefusalBody
{
    public static async Task<string> BodyAsync(this ServiceRefusal refusal)
    {
        using var body = new MemoryStream();
        await refusal.WriteBodyAsync(new DefaultHttpContext { Response = { Body = body } });
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }
}
