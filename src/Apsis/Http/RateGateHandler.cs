using System.Net;
using Apsis.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Apsis.Http;

/// <summary>Each attempt passes the gate of its family; a 429 closes it for everyone, not only for the call that met it.</summary>
internal sealed class RateGateHandler(RateBudget budget, Uri host, string clientId, TimeProvider time, ILogger logger) : DelegatingHandler
{
    private static readonly TimeSpan UnnamedPause = TimeSpan.FromSeconds(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (EndpointFamily.Of(request) is not { } family)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var pass = CallPriorities.TakePass(request) ?? await budget.GateOf(host, clientId, family).EnterAsync(CallPriorities.Of(request), cancellationToken).ConfigureAwait(false);
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                var pause = RetryAfter.Of(response, time) ?? UnnamedPause;
                logger.RateLimited(pause.TotalSeconds);
                await pass.RefusedAsync(pause).ConfigureAwait(false);
            }

            return response;
        }
        finally
        {
            await pass.DoneAsync().ConfigureAwait(false);
        }
    }
}
