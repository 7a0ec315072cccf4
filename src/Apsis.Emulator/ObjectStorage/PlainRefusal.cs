using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>A refusal whose body is the text alone.</summary>
internal sealed class PlainRefusal(int status, string text) : ServiceRefusal(status, text)
{
    public override Task WriteBodyAsync(HttpContext http) => http.WriteTextAsync(Message, "text/plain");
}
