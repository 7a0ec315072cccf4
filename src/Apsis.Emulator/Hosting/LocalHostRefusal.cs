using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>An address of the emulator's own is asked for in a way that only a stranger would.</summary>
internal sealed class LocalHostRefusal : ServiceRefusal
{
    private LocalHostRefusal(int status, string message)
        : base(status, message)
    {
    }

    public static LocalHostRefusal ForeignHost() =>
        new(StatusCodes.Status421MisdirectedRequest, "The emulator's own addresses are at http://127.0.0.1 and http://localhost only, with the emulator's port.");

    public static LocalHostRefusal ForeignOrigin() =>
        new(StatusCodes.Status403Forbidden, "The emulator's own addresses answer no page of another origin.");

    public override Task WriteBodyAsync(HttpContext http) => http.WriteTextAsync(Message, "text/plain; charset=utf-8");
}
