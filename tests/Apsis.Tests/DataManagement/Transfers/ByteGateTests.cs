using Apsis.Http;
using CsCheck;

namespace Apsis.Tests.DataManagement.Transfers;

public sealed class ByteGateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_larger_than_all_the_room_goes_alone()
    {
        var gate = new ByteGate(100);
        await gate.EnterAsync(10, Stop);
        var large = gate.EnterAsync(1000, Stop);
        var behind = gate.EnterAsync(10, Stop);
        (large.IsCompleted, behind.IsCompleted).ShouldBe((false, false));

        gate.Leave(10);
        await large;
        behind.IsCompleted.ShouldBeFalse();

        gate.Leave(1000);
        await behind;
    }

    [Fact]
    public async Task Who_gives_up_does_not_hold_up_those_behind()
    {
        var gate = new ByteGate(100);
        await gate.EnterAsync(60, Stop);
        using var stop = new CancellationTokenSource();
        var leaving = gate.EnterAsync(90, stop.Token);
        var behind = gate.EnterAsync(40, Stop);
        behind.IsCompleted.ShouldBeFalse();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => leaving);
        await behind;
    }

    [Fact]
    public Task Those_inside_fit_or_are_one_alone_and_all_get_in_in_their_order() => Gen.Int[1, 150].Array[1, 60].SampleAsync(async sizes =>
    {
        var gate = new ByteGate(100);
        List<Task> entries = [.. sizes.Select(bytes => gate.EnterAsync(bytes, CancellationToken.None))];
        var (used, next) = (0, 0);
        for (var leaving = 0; leaving < sizes.Length; leaving++)
        {
            for (; next < sizes.Length && (used == 0 || used + sizes[next] <= 100); next++)
            {
                await entries[next].WaitAsync(TimeSpan.FromSeconds(10));
                used += sizes[next];
            }

            entries.Skip(next).ShouldAllBe(entry => !entry.IsCompleted);
            used -= sizes[leaving];
            gate.Leave(sizes[leaving]);
        }
    }, iter: 200);
}
