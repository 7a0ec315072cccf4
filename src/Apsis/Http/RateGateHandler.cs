using System.Net;
using Apsis.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Apsis.Http;

/// <summary>Each attempt passes the gate; a 429 closes it for everyone, not only for the call that met it.</summary>
internal sealed class RateGateHandler(RateGate gate, TimeProvider time, ILogger logger) : DelegatingHandler
{
    private static readonly TimeSpan UnnamedPause = TimeSpan.FromSeconds(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            var pause = RetryAfter.Of(response, time) ?? UnnamedPause;
            logger.RateLimited(pause.TotalSeconds);
            gate.Pause(pause);
        }

        return response;
    }
}
