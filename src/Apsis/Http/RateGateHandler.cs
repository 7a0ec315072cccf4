using System.Net;

namespace Apsis.Http;

/// <summary>Each attempt passes the gate; a 429 closes it for everyone, not only for the call that met it.</summary>
internal sealed class RateGateHandler(RateGate gate, TimeProvider time) : DelegatingHandler
{
    private static readonly TimeSpan UnnamedPause = TimeSpan.FromSeconds(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            gate.Pause(RetryAfter.Of(response, time) ?? UnnamedPause);
        return response;
    }
}
