using Apsis.Automation;
using Apsis.Runs;

namespace Apsis.Tests.Runs;

public sealed class UsualDurationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_few_ends_teach_nothing_and_enough_of_them_the_span_without_the_odd_ones()
    {
        var usual = new UsualDurations();
        for (var number = 0; number < 7; number++)
            usual.Learn(Ended(100), "A", TimeSpan.Zero);
        usual.Of("A").ShouldBeNull();

        for (var number = 0; number < 20; number++)
            usual.Learn(Ended(100), "A", TimeSpan.Zero);
        usual.Learn(Ended(1), "A", TimeSpan.Zero);
        usual.Learn(Ended(90_000), "A", TimeSpan.Zero);

        usual.Of("A").ShouldBe(new UsualSpan(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(110)));
        usual.Of("B").ShouldBeNull();
        usual.Of(null).ShouldBeNull();
    }

    [Fact]
    public void Failures_teach_nothing_and_answers_without_times_what_was_observed()
    {
        var usual = new UsualDurations();
        for (var number = 0; number < 10; number++)
        {
            usual.Learn(Ended(5) with { ServiceStatus = "failedDownload" }, "A", TimeSpan.Zero);
            usual.Learn(new WorkItem { Id = "w", ServiceStatus = "success" }, "B", TimeSpan.FromSeconds(10));
        }

        usual.Of("A").ShouldBeNull();
        usual.Of("B").ShouldBe(new UsualSpan(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(11)));
    }

    private static WorkItem Ended(double seconds) => new()
    {
        Id = "w",
        ServiceStatus = "success",
        Stats = new WorkItemStats { TimeQueued = Noon, TimeFinished = Noon.AddSeconds(seconds) },
    };
}
