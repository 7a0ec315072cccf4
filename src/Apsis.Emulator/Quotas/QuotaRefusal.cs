using System.Globalization;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Quotas;

/// <summary>429, as the gateway in front of all services sends it.</summary>
internal sealed class QuotaRefusal(int retryAfterSeconds) : ServiceRefusal(StatusCodes.Status429TooManyRequests, "Quota limit exceeded.")
{
    public override Task WriteBodyAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.Server = "Apigee Router";
        return http.WriteTextAsync("""{"developerMessage":"Quota limit exceeded."}""", "application/json");
    }
}
