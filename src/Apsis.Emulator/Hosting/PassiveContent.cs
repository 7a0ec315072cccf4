using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>Content from outside. It has the origin of the emulator's page: a browser may show or save it, and never run it.</summary>
internal static class PassiveContent
{
    public static void MarkPassive(this HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox";
    }
}
