using Apsis.Emulator;
using Apsis.Http;
using Apsis.Tests.Support;

namespace Apsis.Tests.Http;

/// <summary>Two programs of one client id on one machine, each a process of its own, against a service that keeps the published limits.</summary>
public sealed class TwoProgramsTests
{
    // A minute of the service, and enough of the next that its calls are divided, too.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(68);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Programs_that_share_a_folder_meet_no_429_use_the_limit_and_have_equal_parts_once_both_want_more()
    {
        await using var aps = await EmulatedAps.StartAsync(new ApsEmulatorOptions { RateLimits = new RateLimits() });
        using var first = await StartAsync(aps);
        using var second = await StartAsync(aps);

        first.Go();
        second.Go();
        var (one, other) = (await first.EndAsync(Stop), await second.EndAsync(Stop));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{one.FirstHalf} and {other.FirstHalf} calls in the first minute, {one.All - one.FirstHalf} and {other.All - other.FirstHalf} in what was there of the second");
        aps.Emulator.Requests.ShouldNotContain(request => request.Status == 429);
        // Whoever is awake first may take what the other does not want yet; from then on both always want more.
        (one.FirstHalf + other.FirstHalf).ShouldBeInRange(ApsLimits.AutomationCallsPerMinute * 9 / 10, ApsLimits.AutomationCallsPerMinute);
        ShouldBeFair(one.All - one.FirstHalf, other.All - other.FirstHalf);
    }

    private static void ShouldBeFair(int one, int other)
    {
        (one + other).ShouldBeInRange(ApsLimits.AutomationCallsPerMinute * 9 / 10, ApsLimits.AutomationCallsPerMinute);
        one.ShouldBeInRange((one + other) * 2 / 5, (one + other) * 3 / 5);
    }

    private static Task<RateCallerProcess> StartAsync(EmulatedAps aps) => RateCallerProcess.StartAsync(aps.Emulator.BaseAddress, aps.PathOf("rates"), Duration, Stop);
}
