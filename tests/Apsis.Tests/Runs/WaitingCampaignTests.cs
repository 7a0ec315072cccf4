using System.Globalization;
using Apsis.Emulator;
using Apsis.Emulator.Faults;
using Apsis.Runs;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs;

/// <summary>WorkItems whose service, callbacks and neighbours do their worst: each end is right, and told once.</summary>
public sealed class WaitingCampaignTests
{
    /// <summary>How many WorkItems the long campaign runs; 0 for none.</summary>
    private static readonly int Long =
        int.TryParse(Environment.GetEnvironmentVariable("APSIS_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    // There are few calls, so those that fail are counted off; callbacks are many, and the seed decides.
    // No lost answer of a submission: after it nobody could know what runs, and SubmissionTests are about that.
    private static readonly FaultRule[] Rules =
    [
        new() { Kind = FaultKind.TooManyRequests, Family = "da.workitems", Every = 7, RetryAfterSeconds = 0 },
        new() { Kind = FaultKind.TooManyRequests, Family = "da.workitems", Every = 31, RetryAfterSeconds = 1 },
        new() { Kind = FaultKind.RevokedToken, Family = "da.workitems", Every = 9 },
        new() { Kind = FaultKind.ResetBefore, Path = "*/workitems/status", Every = 4 },
        new() { Kind = FaultKind.ResetAfter, Path = "*/workitems/status", Every = 5 },
        new() { Kind = FaultKind.ServerError, Path = "*/workitems/status", Every = 6, Status = 503 },
        new() { Kind = FaultKind.CallbackLost, Probability = 0.15 },
        new() { Kind = FaultKind.CallbackLate, Probability = 0.15, DelayMilliseconds = 700 },
        new() { Kind = FaultKind.CallbackDoubled, Probability = 0.2 },
        new() { Kind = FaultKind.CallbackReordered, Probability = 0.2, DelayMilliseconds = 700 },
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static bool IsLong => Long > 0;

    [Fact]
    public Task Every_end_of_a_few_hundred_is_right_and_told_once_whatever_goes_wrong() => RunAsync(300);

    [Fact(SkipUnless = nameof(IsLong), Skip = "Takes minutes: APSIS_SOAK=5000 says how many WorkItems to run.")]
    public Task Every_end_of_thousands_is_right_and_told_once_whatever_goes_wrong() => RunAsync(Long);

    private static async Task RunAsync(int count)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        await using var aps = await EmulatedAps.StartAsync(new ApsEmulatorOptions { Automation = { TimeScale = 600, MaxParallelWorkItems = 100 } });
        await using var campaign = await WaitingCampaign.PrepareAsync(aps, seed, Stop);
        aps.Emulator.SetFaults(new FaultPlan { Seed = seed, Rules = Rules });

        var waits = await campaign.RunAsync(count, Stop);

        var forged = campaign.Forged.CountBy(outcome => outcome).ToDictionary();
        var faults = aps.Emulator.Faults;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{waits.Count} WorkItems; the newest {faults.Count} faults: {Listed(faults.CountBy(fault => fault.Kind))}; hints forged: {Listed(forged)}, true: {Listed(campaign.Heard.CountBy(outcome => outcome))}");
        waits.Count.ShouldBe(count);
        waits.Select(wait => wait.Id).ShouldBeUnique();
        waits.ShouldAllBe(wait => wait.Ends.Count == 1 && wait.Ends[0] == wait.Expected);
        Rules.Select(rule => rule.Kind).Except(faults.Select(fault => fault.Kind)).ShouldBeEmpty("every kind of fault happened");
        // All were counted, those that were about a wait under way among them, and none was believed.
        forged.Values.Sum().ShouldBe(campaign.Forgeries);
        forged.Keys.ShouldBe([HintOutcome.Confirming, HintOutcome.Unknown], ignoreOrder: true);
    }

    private static string Listed<T>(IEnumerable<KeyValuePair<T, int>> counts) => string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));
}
