using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Page;

/// <summary>What the page can not show.</summary>
internal sealed class PageRefusal : ServiceRefusal
{
    private PageRefusal(int status, string message)
        : base(status, message)
    {
    }

    public static PageRefusal NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public override Task WriteBodyAsync(HttpContext http) => http.WriteTextAsync(Message, "text/plain; charset=utf-8");
}
