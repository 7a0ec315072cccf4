using System.Globalization;
using System.Net;
using Apsis.AspNetCore.Tests.Support;
using Apsis.Automation;
using Apsis.Emulator;
using Apsis.Emulator.Faults;
using Apsis.Runs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Apsis.AspNetCore.Tests.Campaign;

/// <summary>Many WorkItems whose callbacks are lost, late, doubled, out of order and forged, while the service refuses, resets and forgets tokens.</summary>
/// <remarks>Alone, because the counters are the process's.</remarks>
[Collection(nameof(RandomBodyTests))]
public sealed class CallbackCampaignTests : IAsyncLifetime
{
    /// <summary>How many WorkItems the long campaign runs; 0 for none.</summary>
    private static readonly int Long =
        int.TryParse(Environment.GetEnvironmentVariable("APSIS_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    // No reset of a submission: whoever has no answer to one cannot know whether it was acted on, and is told so.
    private static readonly FaultRule[] Rules =
    [
        new() { Kind = FaultKind.CallbackLost, Probability = 0.05 },
        new() { Kind = FaultKind.CallbackLate, Probability = 0.1, DelayMilliseconds = 700 },
        new() { Kind = FaultKind.CallbackDoubled, Probability = 0.1 },
        new() { Kind = FaultKind.CallbackReordered, Probability = 0.1, DelayMilliseconds = 500 },
        new() { Kind = FaultKind.TooManyRequests, Family = "da.workitems", Probability = 0.1, RetryAfterSeconds = 1 },
        new() { Kind = FaultKind.ResetBefore, Family = "da.workitems", Path = "*/workitems/status", Probability = 0.25 },
        new() { Kind = FaultKind.ResetAfter, Family = "da.workitems", Path = "*/workitems/status", Probability = 0.25 },
        new() { Kind = FaultKind.ResetAfter, Family = "da.workitems", Method = "GET", Probability = 0.2 },
        new() { Kind = FaultKind.TruncatedBody, Family = "da.workitems", Method = "GET", Probability = 0.05 },
        new() { Kind = FaultKind.ServerError, Family = "da.workitems", Method = "GET", Probability = 0.05, Status = 503 },
        // Seldom enough that no call meets it twice: whoever is refused with a fresh token too has the wrong secret.
        new() { Kind = FaultKind.RevokedToken, Family = "da", Every = 25 },
    ];

    private static readonly (string Activity, string Ends, WorkItemStatus Status)[] Activities =
    [
        ("Plot", "success", WorkItemStatus.Success),
        ("Break", "failedInstructions", WorkItemStatus.Failed),
        ("Starve", "failedDownload", WorkItemStatus.Failed),
    ];

    private static readonly string[] Lies = ["Address", "Unsigned", "Signature", "OtherWorkItem"];

    private readonly string _folder = Directory.CreateTempSubdirectory("apsis-campaign-").FullName;
    private ApsEmulator _emulator = null!;

    public static bool IsLong => Long > 0;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new ApsEmulatorOptions
        {
            Automation = { MaxParallelWorkItems = 50, SimulatedProcessingTime = TimeSpan.FromSeconds(20), TimeScale = 50 },
        };
        foreach (var (activity, ends, _) in Activities)
            options.Automation.SimulatedStatuses[$"client-a.{activity}+prod"] = ends;
        _emulator = await ApsEmulator.StartAsync(options, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(HintTrust.Trust)]
    [InlineData(HintTrust.Confirm)]
    public Task Hundreds_of_WorkItems_end_right_and_once_however_their_callbacks_come(HintTrust trust) => RunAsync(300, trust);

    [Theory(SkipUnless = nameof(IsLong), Skip = "Takes minutes: APSIS_SOAK=5000 says how many WorkItems to run.")]
    [InlineData(HintTrust.Trust)]
    [InlineData(HintTrust.Confirm)]
    public Task Thousands_of_WorkItems_end_right_and_once_however_their_callbacks_come(HintTrust trust) => RunAsync(Long, trust);

    private async Task RunAsync(int count, HintTrust trust)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("APSIS_CAMPAIGN_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed} (APSIS_CAMPAIGN_SEED={seed} runs it again).");
        using var forger = new Forger(seed);
        using var numbers = new HeardNumbers();
        var handler = new RecordingHandler();
        await using var receiver = await Receiver.StartAsync(
            services => services.AddSingleton<IWorkItemCallbackHandler>(handler).AddSingleton<IStartupFilter>(forger), null, apsis =>
            {
                (apsis.BaseUrl, apsis.CallbackTrust) = (_emulator.BaseAddress, trust);
                apsis.Callbacks.PollInterval = TimeSpan.FromSeconds(3);
            });
        await PublishAsync(receiver.Services.GetRequiredService<AutomationClient>());
        _emulator.SetFaults(new FaultPlan { Seed = seed, Rules = Rules });
        var random = new Random(seed);
        var expected = Enumerable.Range(0, count).Select(_ => Activities[random.Next(Activities.Length)]).ToList();

        var wait = new WaitOptions { SaveReport = false, OutputDirectory = _folder, Timeout = TimeSpan.FromMinutes(10) };
        var results = await receiver.Workflow
            .RunBatchWorkItemsAsCompletedAsync([.. expected.Select(one => new WorkItemSpec { ActivityId = $"client-a.{one.Activity}+prod" })], wait, Stop).ToListAsync(Stop);

        var errors = results.Where(result => result.Error != null).Select(result => $"{result.Error!.GetType().Name}: {result.Error.Message}").CountBy(text => text).ToList();
        errors.ShouldBeEmpty();
        // The late ones come when everybody knows already.
        await Waits.UntilAsync(
            () => forger.Passed == count - Faults(FaultKind.CallbackLost) + Faults(FaultKind.CallbackDoubled) && handler.Completed.Count == count - Faults(FaultKind.CallbackLost),
            () => $"{forger.Passed} callbacks have come, {handler.Completed.Count} were handled; {Faults(FaultKind.CallbackLost)} were lost, {Faults(FaultKind.CallbackDoubled)} doubled. Seed {seed}.");
        _emulator.SetFaults(null);
        var replies = await forger.ReplayAsync(Stop);
        var refused = Lies.Sum(reason => numbers[$"apsis.callbacks.refused {reason}"]);
        TestContext.Current.TestOutputHelper.WriteLine(
            $"{results.Count} results; {handler.Completed.Count} told by callback; forged: {string.Join(", ", forger.Forged.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} with {pair.Key}"))}, {refused} refused; "
            + $"sent again: {string.Join(", ", replies.Select(pair => $"{pair.Value} × {(int)pair.Key}"))}; faults: {string.Join(", ", Rules.Select(rule => rule.Kind).Distinct().Select(kind => $"{kind} {Faults(kind)}"))}");

        // Each once, as its Activity ends.
        results.Select(result => result.Index).Order().ShouldBe(Enumerable.Range(0, count));
        results.Select(result => result.Result!.WorkItemId).Distinct().Count().ShouldBe(count);
        results.ShouldAllBe(result => result.Result!.ServiceStatus == expected[result.Index].Ends && result.Result.Status == expected[result.Index].Status);
        // Nothing was submitted twice.
        var known = await receiver.Workflow.Automation.WorkItems.ListAsync(TimeProvider.System.GetUtcNow().AddHours(-1), Stop).ToListAsync(Stop);
        known.Count.ShouldBe(count);
        // The program's own handler heard of each end once at most, and the truth.
        handler.Completed.Select(callback => callback.Item.Id).Distinct().Count().ShouldBe(handler.Completed.Count);
        var ends = results.ToDictionary(result => result.Result!.WorkItemId, result => expected[result.Index].Ends);
        handler.Completed.ShouldAllBe(callback => callback.IsExpected && callback.Item.ServiceStatus == ends[callback.Item.Id]);
        // Lies were refused, and counted.
        forger.Taken.ShouldBeEmpty();
        refused.ShouldBe(forger.Forged.Values.Sum());
        refused.ShouldBe(forger.Passed);
        replies.Keys.ShouldBe([HttpStatusCode.OK]);
        receiver.Log.Lines.ShouldNotContain(line => line.Level >= LogLevel.Error);

        int Faults(FaultKind kind) => _emulator.Faults.Count(fault => fault.Kind == kind);
    }

    private static async Task PublishAsync(AutomationClient automation)
    {
        foreach (var (name, _, _) in Activities)
        {
            var activity = await automation.Activities.CreateAsync(
                new Activity { Id = name, Engine = "Autodesk.AutoCAD+24_3", CommandLine = ["\"$(engine.path)/accoreconsole.exe\" /s script.scr"] }, Stop);
            await automation.Activities.SetAliasAsync(name, "prod", activity.Version!.Value, Stop);
        }
    }
}
