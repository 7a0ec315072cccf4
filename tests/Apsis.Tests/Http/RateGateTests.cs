using Apsis.Http;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Http;

/// <summary>Who goes when calls have to wait.</summary>
public sealed class RateGateTests
{
    private readonly FakeTimeProvider _time = new();

    private static readonly EndpointFamily Ten = new("ten", 10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_goes_when_the_minute_has_passed()
    {
        var gate = await UsedUpAsync();

        var waiting = gate.EnterAsync(CallPriority.Interactive, Stop).AsTask();
        await Task.Delay(50, Stop);
        waiting.IsCompleted.ShouldBeFalse();
        await PassAsync(RateLedger.Window);

        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    [Fact]
    public async Task Submissions_go_before_status_checks_and_single_runs_before_batches()
    {
        var gate = new RateGate(new EndpointFamily("one", 1), new RateBook(1, isEnforced: true, _time), _time);
        await (await gate.EnterAsync(CallPriority.Interactive, Stop)).DoneAsync();
        var waits = new[] { CallPriority.Status, CallPriority.Batch, CallPriority.Interactive }.ToDictionary(priority => priority, priority => gate.EnterAsync(priority, Stop).AsTask());

        foreach (var next in new[] { CallPriority.Interactive, CallPriority.Batch, CallPriority.Status })
        {
            await PassAsync(RateLedger.Window);
            await (await waits[next].WaitAsync(TimeSpan.FromSeconds(10), Stop)).DoneAsync();
            waits.Remove(next);
            waits.Values.ShouldAllBe(wait => !wait.IsCompleted);
        }
    }

    [Fact]
    public async Task A_status_check_goes_some_time_whatever_else_comes()
    {
        var gate = await UsedUpAsync();
        var status = gate.EnterAsync(CallPriority.Status, Stop).AsTask();

        for (var minute = 0; minute < 3 && !status.IsCompleted; minute++)
        {
            for (var number = 0; number < 15; number++)
                _ = gate.EnterAsync(CallPriority.Interactive, Stop).AsTask();
            await PassAsync(RateLedger.Window);
        }

        status.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_gives_up_leaves_at_once_and_takes_nobodys_place()
    {
        var gate = await UsedUpAsync();
        using var leaving = new CancellationTokenSource();
        var given = gate.EnterAsync(CallPriority.Interactive, leaving.Token).AsTask();
        var kept = gate.EnterAsync(CallPriority.Interactive, Stop).AsTask();

        await leaving.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(() => given.WaitAsync(TimeSpan.FromSeconds(10), Stop))).CancellationToken.ShouldBe(leaving.Token);
        await PassAsync(RateLedger.Window);
        await kept.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    [Fact]
    public async Task A_429_holds_back_those_who_wait_already_and_those_who_come()
    {
        var gate = new RateGate(Ten, new RateBook(10, isEnforced: true, _time), _time);
        var first = await gate.EnterAsync(CallPriority.Interactive, Stop);
        await first.RefusedAsync(TimeSpan.FromSeconds(25));
        await first.DoneAsync();

        var next = gate.EnterAsync(CallPriority.Interactive, Stop).AsTask();
        await PassAsync(TimeSpan.FromSeconds(24));
        next.IsCompleted.ShouldBeFalse();
        await PassAsync(TimeSpan.FromSeconds(1));

        await next.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    private async Task<RateGate> UsedUpAsync()
    {
        var gate = new RateGate(Ten, new RateBook(10, isEnforced: true, _time), _time);
        for (var number = 0; number < 10; number++)
            await (await gate.EnterAsync(CallPriority.Interactive, Stop)).DoneAsync();
        return gate;
    }

    // The gate sets its timers on other threads: time passes in steps, with pauses for them.
    private async Task PassAsync(TimeSpan time)
    {
        for (var step = 0; step < 20; step++)
        {
            await Task.Delay(5, Stop);
            _time.Advance(time / 20);
        }

        await Task.Delay(20, Stop);
    }
}
