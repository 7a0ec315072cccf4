using Apsis.DataManagement.Transfers;
using CsCheck;

namespace Apsis.Tests.DataManagement.Transfers;

public sealed class FrontierTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_follows_is_told_of_all_that_is_there_in_order_and_of_nothing_that_is_not() =>
        await Gen.Select(Gen.Long[1, 200_000], Gen.Int[1, 60_000], Gen.Int[1, 30_000], Gen.Int).SampleAsync(async (size, partSize, mostPiece, seed) =>
        {
            var random = new Random(seed);
            var plan = PartPlan.Of(size, partSize);
            var frontier = new Frontier(plan);
            var reached = new long[plan.Count];
            var open = Enumerable.Range(1, plan.Count).ToList();
            long followed = 0;
            var waiting = frontier.WaitAsync(followed, Stop).AsTask();
            while (open.Count > 0)
            {
                var part = open[random.Next(open.Count)];
                var length = plan[part].Length;
                reached[part - 1] = Math.Min(length, reached[part - 1] + random.Next(1, mostPiece + 1));
                if (reached[part - 1] == length)
                    open.Remove(part);
                frontier.Reached(part, reached[part - 1]);

                for (var end = EndAt(followed); end > followed; end = EndAt(followed))
                {
                    followed = await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop);
                    followed.ShouldBe(end);
                    if (followed < size)
                        waiting = frontier.WaitAsync(followed, Stop).AsTask();
                }
            }

            followed.ShouldBe(size);

            long EndAt(long position) => position == size ? size : plan[(int)(position / plan.PartSize) + 1].Offset + reached[position / plan.PartSize];
        }, iter: 300);
}
