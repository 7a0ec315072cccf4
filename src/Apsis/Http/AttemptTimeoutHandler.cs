namespace Apsis.Http;

/// <summary>Ends an attempt whose answer does not come in time.</summary>
internal sealed class AttemptTimeoutHandler(TimeSpan limit, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var response = await base.SendAsync(request, both.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(ApsCall.MaxAnswerBytes, both.Token).ConfigureAwait(false);
            return response;
        }
        catch (OperationCanceledException error) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AttemptTimeoutException($"no answer within {limit.TotalSeconds:0.###} s", error);
        }
    }
}
