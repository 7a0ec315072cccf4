using Apsis.DataManagement.Transfers;
using Apsis.Http;
using CsCheck;

namespace Apsis.Tests.DataManagement;

public sealed class PartPlanTests
{
    private const long Largest = ApsLimits.MaxParts * ApsLimits.MaxPartBytes;

    [Fact]
    public void Parts_follow_each_other_without_gaps_within_the_service_s_limits() => Gen.Select(Gen.Long[0, Largest], Gen.Int[1, 256]).Sample((size, connections) =>
    {
        var plan = PartPlan.For(size, connections);

        plan.Count.ShouldBeInRange(1, ApsLimits.MaxParts);
        plan.PartSize.ShouldBeInRange(ApsLimits.MinPartBytes, ApsLimits.MaxPartBytes);
        long offset = 0;
        for (var number = 1; number <= plan.Count; number++)
        {
            var part = plan[number];
            part.Offset.ShouldBe(offset);
            if (number < plan.Count)
                part.Length.ShouldBe(plan.PartSize);
            offset += part.Length;
        }

        offset.ShouldBe(size);
    }, iter: 300);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64L * 1024 * 1024)]
    [InlineData((64L * 1024 * 1024) + 1)]
    [InlineData(Largest)]
    public void The_edges_are_planned(long size) => Enumerable.Range(1, PartPlan.For(size, 32).Count).Sum(number => PartPlan.For(size, 32)[number].Length).ShouldBe(size);

    [Fact]
    public void A_file_beyond_all_limits_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => PartPlan.For(Largest + 1, 32));
}
