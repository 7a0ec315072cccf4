using System.Globalization;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.Http;
using Apsis.Runs;

namespace Apsis.Bench.Waiting;

/// <summary>The memory of a hundred thousand waits.</summary>
internal static class Crowd
{
    private const int Count = 100_000;

    public static async Task<string> MeasureAsync()
    {
        using var auth = new AuthClient(new AuthClientOptions { ClientId = "bench", ClientSecret = "secret", BaseUrl = new Uri("http://127.0.0.1:9") });
        using var pipeline = new ApsPipeline(auth);
        var tracker = new WorkItemTracker(new AutomationClient(pipeline));
        using var stop = new CancellationTokenSource();
        // Called back, so that nobody is asked for while it is measured.
        var options = new WorkItemWatchOptions { IsCalledBack = true, PollInterval = TimeSpan.FromHours(1) };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var waits = new Task[Count];
        for (var index = 0; index < Count; index++)
            waits[index] = WaitAsync(tracker, $"{index:x32}", options, stop.Token);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        await stop.CancelAsync();
        await Task.WhenAll(waits).ContinueWith(_ => { }, TaskScheduler.Default);
        return string.Create(CultureInfo.InvariantCulture, $"{Count:N0} waiting: {bytes / 1e6:0.0} MB, {(double)bytes / Count:0} bytes each, their ids and tasks included.");
    }

    private static async Task WaitAsync(WorkItemTracker tracker, string id, WorkItemWatchOptions options, CancellationToken stop)
    {
        await foreach (var _ in tracker.WatchAsync(id, options, stop))
        {
        }
    }
}
