using Apsis.Runs;
using CsCheck;

namespace Apsis.Tests.Runs;

/// <summary>When a WorkItem is looked at next.</summary>
public sealed class PollPaceTests
{
    private static readonly Gen<TimeSpan> Times = Gen.Double[0, 100_000].Select(TimeSpan.FromSeconds);

    private static readonly Gen<UsualSpan?> Spans = Gen.Select(Times, Times, Gen.Bool)
        .Select((one, other, isKnown) => isKnown ? new UsualSpan(one < other ? one : other, one < other ? other : one) : (UsualSpan?)null);

    [Fact]
    public void A_status_is_never_older_than_the_poll_interval_unless_the_budget_allows_no_better() =>
        Gen.Select(Times, Times, Times, Spans).Sample((age, interval, round, usual) =>
        {
            var step = PollPace.Next(age, interval, round, usual);

            var bound = new[] { interval < PollPace.Longest ? interval : PollPace.Longest, round, PollPace.Shortest }.Max();
            step.Relaxed.ShouldBe(bound);
            step.Eager.ShouldBeLessThanOrEqualTo(bound);
        });

    [Fact]
    public void Nobody_is_looked_at_again_before_the_budget_could_look_at_all() =>
        Gen.Select(Times, Times, Times, Spans).Sample((age, interval, round, usual) =>
        {
            PollPace.Next(age, interval, round, usual).Eager.ShouldBeGreaterThanOrEqualTo(round);
            PollPace.Next(age, interval, TimeSpan.Zero, usual).Eager.ShouldBeGreaterThanOrEqualTo(PollPace.Shortest);
        });

    [Fact]
    public void All_who_wait_for_the_budget_wait_alike() =>
        Gen.Select(Times, Times, Spans).Sample((age, interval, usual) =>
        {
            var step = PollPace.Next(age, interval, interval + TimeSpan.FromSeconds(1), usual);
            step.Eager.ShouldBe(interval + TimeSpan.FromSeconds(1));
            step.Relaxed.ShouldBe(step.Eager);
        });

    [Fact]
    public void A_job_of_seconds_is_noticed_within_its_own_length_and_one_of_an_hour_within_the_interval()
    {
        Next(0).Eager.ShouldBe(PollPace.FirstLook);
        Next(6).Eager.ShouldBe(TimeSpan.FromSeconds(2));
        Next(3600).Eager.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Around_its_usual_end_it_is_looked_at_more_often_and_before_that_only_by_the_interval()
    {
        var usual = new UsualSpan(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(116));

        Next(1, usual).Eager.ShouldBe(TimeSpan.FromSeconds(10));
        Next(95, usual).Eager.ShouldBe(TimeSpan.FromSeconds(5));
        Next(105, usual).Eager.ShouldBe(TimeSpan.FromSeconds(2));
        Next(117, usual).Eager.ShouldBe(TimeSpan.FromSeconds(2));
        Next(900, usual).Eager.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(1, 100, 0.6)]
    [InlineData(50, 100, 0.6)]
    [InlineData(51, 100, 1.2)]
    [InlineData(100_000, 100, 1200)]
    public void A_round_takes_what_the_budget_needs_for_all(int waiting, double perMinute, double seconds) =>
        PollPace.Round(waiting, 50, perMinute).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Without_a_limit_a_round_takes_no_time() => PollPace.Round(100_000, 50, null).ShouldBe(TimeSpan.Zero);

    private static PollStep Next(double age, UsualSpan? usual = null) => PollPace.Next(TimeSpan.FromSeconds(age), TimeSpan.FromSeconds(10), TimeSpan.Zero, usual);
}
