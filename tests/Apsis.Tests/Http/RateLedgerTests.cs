using Apsis.Http;
using CsCheck;

namespace Apsis.Tests.Http;

/// <summary>What a family of calls may still do in its minute.</summary>
public sealed class RateLedgerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void No_minute_has_more_calls_than_the_limit_wherever_it_begins_and_whenever_a_call_arrives() =>
        // Each call: how long its caller idles before it, how long it takes, and when within that the service counts it.
        Gen.Select(Gen.Int[1, 20], Gen.Select(Gen.Double[0, 8], Gen.Double[0, 5], Gen.Double[0, 1]).Array[1, 120]).Sample((limit, calls) =>
        {
            var ledger = new RateLedger(limit, isEnforced: true);
            var now = Noon;
            var arrivals = new List<DateTimeOffset>();
            var underWay = new List<(Guid Call, DateTimeOffset Until)>();
            foreach (var (idle, duration, arrival) in calls)
            {
                Pass(TimeSpan.FromSeconds(idle));
                while (ledger.WaitFor(CallPriority.Interactive, now) is var wait && wait > TimeSpan.Zero)
                    Pass(wait);
                var call = Guid.NewGuid();
                ledger.Take(call, Guid.Empty, now);
                underWay.Add((call, now + TimeSpan.FromSeconds(duration)));
                arrivals.Add(now + TimeSpan.FromSeconds(duration * arrival));
            }

            arrivals.Sort();
            for (var index = limit; index < arrivals.Count; index++)
                (arrivals[index] - arrivals[index - limit]).ShouldBeGreaterThanOrEqualTo(Minute);

            void Pass(TimeSpan time)
            {
                var until = now + time;
                foreach (var (call, end) in underWay.Where(item => item.Until <= until).OrderBy(item => item.Until))
                    ledger.Done(call, end);
                underWay.RemoveAll(item => item.Until <= until);
                now = until;
            }
        }, iter: 300);

    [Fact]
    public void All_of_the_limit_can_be_used()
    {
        var ledger = new RateLedger(100, isEnforced: true);

        for (var number = 0; number < 100; number++)
        {
            ledger.WaitFor(CallPriority.Interactive, Noon).ShouldBe(TimeSpan.Zero);
            ledger.Take(Guid.NewGuid(), Guid.Empty, Noon);
        }

        ledger.WaitFor(CallPriority.Interactive, Noon).ShouldBe(RateLedger.Window);
        ledger.WaitFor(CallPriority.Interactive, Noon + RateLedger.Window).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Status_checks_and_batches_leave_some_calls_to_those_who_are_less_patient()
    {
        var ledger = new RateLedger(100, isEnforced: true);
        for (var number = 0; number < 90; number++)
            ledger.Take(Guid.NewGuid(), Guid.Empty, Noon);

        ledger.WaitFor(CallPriority.Status, Noon).ShouldBeGreaterThan(TimeSpan.Zero);
        ledger.WaitFor(CallPriority.Batch, Noon).ShouldBe(TimeSpan.Zero);
        for (var number = 0; number < 5; number++)
            ledger.Take(Guid.NewGuid(), Guid.Empty, Noon);
        ledger.WaitFor(CallPriority.Batch, Noon).ShouldBeGreaterThan(TimeSpan.Zero);
        ledger.WaitFor(CallPriority.Interactive, Noon).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_wave_of_429s_lowers_the_limit_once_and_quiet_minutes_raise_it_again()
    {
        var ledger = new RateLedger(100, isEnforced: true);
        var call = Guid.NewGuid();
        ledger.Take(call, Guid.Empty, Noon);

        for (var number = 0; number < 20; number++)
            ledger.Refused(Noon, Noon.AddSeconds(1 + number * 0.01), TimeSpan.FromSeconds(25));

        ledger.Limit.ShouldBe(80);
        ledger.WaitFor(CallPriority.Interactive, Noon.AddSeconds(2)).TotalSeconds.ShouldBe(24.19, 0.001);
        ledger.WaitFor(CallPriority.Interactive, Noon.AddSeconds(130));
        ledger.Limit.ShouldBe(90);
        ledger.WaitFor(CallPriority.Interactive, Noon.AddHours(1));
        ledger.Limit.ShouldBe(100);
    }

    [Fact]
    public void A_service_that_refuses_everything_leaves_a_fifth_of_the_limit()
    {
        var ledger = new RateLedger(100, isEnforced: true);

        for (var number = 0; number < 50; number++)
            ledger.Refused(Noon.AddSeconds(number), Noon.AddSeconds(number), TimeSpan.Zero);

        ledger.Limit.ShouldBe(20);
    }

    [Fact]
    public void A_host_without_a_known_limit_holds_calls_back_only_as_long_as_it_says()
    {
        var ledger = new RateLedger(100, isEnforced: false);
        for (var number = 0; number < 1000; number++)
        {
            ledger.WaitFor(CallPriority.Status, Noon).ShouldBe(TimeSpan.Zero);
            ledger.Take(Guid.NewGuid(), Guid.Empty, Noon);
        }

        ledger.Refused(Noon, Noon, TimeSpan.FromSeconds(5));

        ledger.WaitFor(CallPriority.Interactive, Noon).ShouldBe(TimeSpan.FromSeconds(5));
        ledger.WaitFor(CallPriority.Status, Noon.AddSeconds(5)).ShouldBe(TimeSpan.Zero);
        ledger.Calls.Count.ShouldBe(100);
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_close_the_gate()
    {
        var ledger = new RateLedger(2, isEnforced: true);
        ledger.Take(Guid.NewGuid(), Guid.Empty, Noon);
        ledger.Take(Guid.NewGuid(), Guid.Empty, Noon);
        ledger.Refused(Noon, Noon, TimeSpan.FromMinutes(2));

        ledger.WaitFor(CallPriority.Interactive, Noon.AddHours(-5)).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_keep_the_limit_down()
    {
        var ledger = new RateLedger(100, isEnforced: true);
        ledger.Refused(Noon, Noon, TimeSpan.Zero);
        var back = Noon.AddHours(-5);

        ledger.WaitFor(CallPriority.Interactive, back);
        ledger.WaitFor(CallPriority.Interactive, back.AddMinutes(10));
        ledger.Limit.ShouldBe(100);
        ledger.Refused(back.AddMinutes(11), back.AddMinutes(11), TimeSpan.Zero);
        ledger.Limit.ShouldBe(80);
    }
}
