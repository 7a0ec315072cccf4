using Apsis.Http;

namespace Apsis.Tests.DataManagement.Transfers;

public sealed class TransferBudgetTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newcomer_is_served_before_a_large_transfer_that_has_many()
    {
        var budget = new TransferBudget(4);
        var (large, small) = (new TransferShare(), new TransferShare());
        var taken = await TakeAsync(budget, large, 4);
        List<Task<TransferSlot>> more = [.. Enumerable.Range(0, 100).Select(_ => budget.AcquireAsync(large, Stop).AsTask())];
        var first = budget.AcquireAsync(small, Stop).AsTask();
        first.IsCompleted.ShouldBeFalse();

        taken[0].Dispose();

        (await first).Dispose();
        more.Count(task => task.IsCompleted).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Two_large_transfers_have_half_each()
    {
        var budget = new TransferBudget(8);
        var (one, two) = (new TransferShare(), new TransferShare());
        var held = await TakeAsync(budget, one, 8);
        _ = Enumerable.Range(0, 20).Select(_ => budget.AcquireAsync(one, Stop)).ToList();
        _ = Enumerable.Range(0, 20).Select(_ => budget.AcquireAsync(two, Stop)).ToList();

        held.ForEach(slot => slot.Dispose());

        (one.InUse, two.InUse).ShouldBe((4, 4));
    }

    [Fact]
    public async Task Who_gives_up_leaves_his_place_to_the_next()
    {
        var budget = new TransferBudget(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var held = await budget.AcquireAsync(new TransferShare(), Stop);
        var leaving = budget.AcquireAsync(new TransferShare(), stop.Token).AsTask();
        var next = budget.AcquireAsync(new TransferShare(), Stop).AsTask();

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => leaving);
        held.Dispose();

        (await next).Dispose();
    }

    [Fact]
    public async Task A_seeded_crowd_never_has_more_connections_than_there_are_and_all_are_served()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var budget = new TransferBudget(5);
        var inUse = 0;
        var most = 0;
        var served = 0;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(async () =>
        {
            var random = new Random(seed + number);
            var share = new TransferShare();
            for (var turn = 0; turn < 50; turn++)
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
                if (random.Next(5) == 0)
                    stop.CancelAfter(TimeSpan.FromMilliseconds(random.Next(3)));
                try
                {
                    using var slot = await budget.AcquireAsync(share, stop.Token);
                    InterlockedMax(ref most, Interlocked.Increment(ref inUse));
                    slot.Moved(random.Next(1000));
                    await Task.Yield();
                    Interlocked.Decrement(ref inUse);
                    Interlocked.Increment(ref served);
                }
                catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
                {
                }
            }
        })));

        most.ShouldBeInRange(1, 5);
        served.ShouldBeGreaterThan(1000);
        (await TakeAsync(budget, new TransferShare(), budget.Connections)).ForEach(slot => slot.Dispose());
    }

    [Theory]
    [InlineData(0, 8L << 20)]
    [InlineData(257, 8L << 20)]
    [InlineData(1, 1L << 20)]
    public void A_budget_that_makes_no_sense_is_refused(int connections, long bytes) => Should.Throw<ArgumentOutOfRangeException>(() => new TransferBudget(connections, bytes));

    private static async Task<List<TransferSlot>> TakeAsync(TransferBudget budget, TransferShare share, int count)
    {
        var slots = new List<TransferSlot>();
        for (var i = 0; i < count; i++)
            slots.Add(await budget.AcquireAsync(share, Stop));
        return slots;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var now = Volatile.Read(ref target); value > now && Interlocked.CompareExchange(ref target, value, now) != now; now = Volatile.Read(ref target))
        {
        }
    }
}
