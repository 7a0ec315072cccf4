using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Page;

/// <summary>The page is asked for in a way that only a stranger would.</summary>
internal sealed class LocalHostRefusal : ServiceRefusal
{
    private LocalHostRefusal(int status, string message)
        : base(status, message)
    {
    }

    public static LocalHostRefusal ForeignHost() =>
        new(StatusCodes.Status421MisdirectedRequest, "The emulator's page is at http://127.0.0.1 and http://localhost only, with the emulator's port.");

    public static LocalHostRefusal ForeignOrigin() =>
        new(StatusCodes.Status403Forbidden, "The emulator's page answers no other page.");

    public override Task WriteBodyAsync(HttpContext http) => http.WriteTextAsync(Message, "text/plain; charset=utf-8");
}
