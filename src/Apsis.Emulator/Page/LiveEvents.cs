using System.Globalization;
using System.Text;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Observation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Apsis.Emulator.Page;

/// <summary>Tells open pages that something changed, as server-sent events; what it was, they look up themselves.</summary>
internal sealed class LiveEvents(EventLog events, RequestHistory requests, WorkItemStore workItems, IHostApplicationLifetime lifetime)
{
    // Bursts are told once. Real time, whatever the emulator's clock says: somebody looks at it.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    // While a program runs, its report and its bar grow without an event.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    public async Task SendAsync(HttpContext http)
    {
        // An open page must not hold up the emulator's stop.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await SendAsync(http.Response, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The page is closed, or the emulator stops.
        }
    }

    private async Task SendAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        for (var number = 0L; ; number++)
        {
            var (happened, answered) = (events.Changed.Next, requests.Changed.Next);
            await response.Body.WriteAsync(
                Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: changed\nid: {number}\ndata: {number}\n\n")), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            do
            {
                await Task.WhenAny(happened, answered, Task.Delay(Tick, TimeProvider.System, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
            while (!happened.IsCompleted && !answered.IsCompleted && !await workItems.IsAnyRunningAsync(cancellationToken));
        }
    }
}
