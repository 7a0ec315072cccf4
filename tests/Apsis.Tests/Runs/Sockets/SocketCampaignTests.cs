using System.Globalization;
using Apsis.Automation;
using Apsis.Emulator;
using Apsis.Emulator.Faults;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs.Sockets;

/// <summary>Hundreds of WorkItems over connections that are cut at any moment, while tokens are revoked and calls reset.</summary>
public sealed class SocketCampaignTests
{
    private const int Count = 400;

    private static readonly (string Activity, string Ends)[] Activities = [("Plot", "success"), ("Break", "failedInstructions")];

    // No reset of a submission: whoever has no answer to one can not know whether it was acted on, and is told so.
    private static readonly FaultRule[] Rules =
    [
        new() { Kind = FaultKind.RevokedToken, Family = "da", Every = 25 },
        new() { Kind = FaultKind.TooManyRequests, Family = "da.workitems", Probability = 0.1, RetryAfterSeconds = 1 },
        new() { Kind = FaultKind.ResetBefore, Family = "da.workitems", Path = "*/workitems/status", Probability = 0.25 },
        new() { Kind = FaultKind.ResetAfter, Family = "da.workitems", Method = "GET", Probability = 0.2 },
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_WorkItem_is_submitted_once_at_most_and_its_end_told_once_wherever_the_line_is_cut()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("APSIS_CAMPAIGN_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed} (APSIS_CAMPAIGN_SEED={seed} runs it again).");
        var random = new Random(seed);
        var options = new ApsEmulatorOptions { Automation = { MaxParallelWorkItems = 50, SimulatedProcessingTime = TimeSpan.FromMilliseconds(400) } };
        foreach (var (activity, ends) in Activities)
            options.Automation.SimulatedStatuses[$"client-a.{activity}+prod"] = ends;
        await using var aps = await EmulatedAps.StartAsync(options);
        await using var cable = new Cable(aps.Emulator.BaseAddress);
        using var log = new Heard();
        await using var workflow = AutomationWorkflow.Create(
            new ApsisOptions { ClientId = "client-a", ClientSecret = "secret-a", BaseUrl = aps.Emulator.BaseAddress, UseWebSocket = true, WebSocketUrl = cable.Address }, log);
        await PublishAsync(workflow.Automation);
        aps.Emulator.SetFaults(new FaultPlan { Seed = seed, Rules = Rules });

        // One at least is cut while it has something to tell: a connection that is cut before its first answer has all go over HTTP for a while.
        var first = await workflow.StartWorkItemAsync(new WorkItemSpec { ActivityId = "client-a.Plot+prod" }, Stop);
        cable.Cut().ShouldBe(1);
        using var done = new CancellationTokenSource();
        var cutting = CutAsync(cable, random.Next(), done.Token);
        var wait = new WaitOptions { SaveReport = false, OutputDirectory = aps.Folder, PollInterval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromMinutes(5) };
        var started = new List<(string Expected, Task<WorkItemResult> Wait)> { ("success", workflow.WaitForCompletionAsync(first, wait, Stop)) };
        while (started.Count < Count)
        {
            var (activity, ends) = Activities[random.Next(Activities.Length)];
            started.Add((ends, OneAsync(workflow, activity, wait)));
            if (random.Next(8) == 0)
                await Task.Delay(random.Next(120), Stop);
        }

        var ids = new List<string>();
        var unknown = 0;
        foreach (var (expected, one) in started)
        {
            try
            {
                var result = await one.WaitAsync(TimeSpan.FromMinutes(2), Stop);
                result.ServiceStatus.ShouldBe(expected);
                ids.Add(result.WorkItemId);
            }
            catch (AutomationException error) when (error.Status is null && error.Message.Contains("may have been accepted", StringComparison.Ordinal))
            {
                unknown++;
            }
        }

        await done.CancelAsync();
        var cuts = await cutting;
        aps.Emulator.SetFaults(null);
        TestContext.Current.TestOutputHelper.WriteLine(
            $"{ids.Count} ended, {unknown} of unknown fate, {cuts} connections cut, {log.Names.Count(name => name == "SocketLost")} of them in use; "
            + $"faults: {string.Join(", ", aps.Emulator.Faults.CountBy(fault => fault.Kind).Select(pair => $"{pair.Key} {pair.Value}"))}");

        ids.Distinct().Count().ShouldBe(ids.Count);
        (ids.Count + unknown).ShouldBe(Count);
        var known = await workflow.Automation.WorkItems.ListAsync(TimeProvider.System.GetUtcNow().AddHours(-1), Stop).CountAsync(Stop);
        // Those of unknown fate are there or not; nothing is there twice.
        known.ShouldBeInRange(ids.Count, Count);
        log.Names.ShouldContain("SocketLost");
        log.Text.ShouldNotContain("Bearer");
    }

    private static async Task<WorkItemResult> OneAsync(AutomationWorkflow workflow, string activity, WaitOptions wait) =>
        await workflow.WaitForCompletionAsync(await workflow.StartWorkItemAsync(new WorkItemSpec { ActivityId = $"client-a.{activity}+prod" }, Stop), wait, Stop);

    private static async Task<int> CutAsync(Cable cable, int seed, CancellationToken done)
    {
        var random = new Random(seed);
        var cuts = 0;
        while (!done.IsCancellationRequested)
        {
            await Task.Delay(random.Next(50, 500), done).ContinueWith(_ => { }, TaskScheduler.Default);
            cuts += cable.Cut();
        }

        return cuts;
    }

    private static async Task PublishAsync(AutomationClient automation)
    {
        foreach (var (name, _) in Activities)
        {
            var activity = await automation.Activities.CreateAsync(new Activity { Id = name, Engine = "Autodesk.AutoCAD+24_3", CommandLine = ["plot"] }, Stop);
            await automation.Activities.SetAliasAsync(name, "prod", activity.Version!.Value, Stop);
        }
    }
}
