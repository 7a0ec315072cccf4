using System.Globalization;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.Http;
using Apsis.Runs;

namespace Apsis.Bench.Waiting;

/// <summary>What a hundred thousand who wait take of the memory.</summary>
internal static class Memory
{
    private const int Many = 100_000;

    public static async Task<int> RunAsync()
    {
        using var auth = new AuthClient(new AuthClientOptions { ClientId = "bench", ClientSecret = "secret", BaseUrl = new Uri("http://127.0.0.1:9") });
        using var pipeline = new ApsPipeline(auth);
        var tracker = new WorkItemTracker(new AutomationClient(pipeline));
        using var leaving = new CancellationTokenSource();
        var ids = Enumerable.Range(0, Many).Select(number => $"{number:x32}").ToList();
        var waits = new Task[Many];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < Many; number++)
            waits[number] = WaitAsync(tracker, ids[number], leaving.Token);
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Many:#,0} who wait: {taken / 1e6:0.0} MB, {taken / (double)Many:0} bytes each"));

        await leaving.CancelAsync();
        await Task.WhenAll(waits);
        return 0;
    }

    private static async Task WaitAsync(WorkItemTracker tracker, string id, CancellationToken leave)
    {
        try
        {
            await foreach (var _ in tracker.WatchAsync(id, new WorkItemWatchOptions { IsCalledBack = true }, leave))
            {
            }
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            // That was all of it.
        }
    }
}
