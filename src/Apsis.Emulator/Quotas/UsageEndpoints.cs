using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Quotas;

/// <summary>Shows who has called what how often.</summary>
internal sealed class UsageEndpoints(QuotaMeter meter)
{
    public const string Path = "/_apsis/usage";

    public Task ListAsync(HttpContext http) => http.WriteJsonAsync(new UsageAnswer(meter.Usage), UsageJson.Default.UsageAnswer);
}
