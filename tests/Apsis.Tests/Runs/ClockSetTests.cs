using Apsis.Automation;
using Apsis.Http;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs;

/// <summary>A machine whose clock is set while somebody waits: by hand, by NTP, or because it slept.</summary>
public sealed class ClockSetTests
{
    private readonly SetClock _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task A_wait_goes_on_as_it_did(int hours)
    {
        await using var service = await ScriptedAutomation.StartAsync();
        var word = "inprogress";
        service.Status = (_, _) => word;
        await using var workflow = service.Workflow(time: _clock);
        var wait = workflow.WaitForCompletionAsync("w1", new WaitOptions { SaveReport = false, Timeout = TimeSpan.FromHours(1) }, Stop);
        await UntilAsync(() => service.Looks > 1);

        _clock.Ahead = TimeSpan.FromHours(hours);
        word = "success";

        (await wait.WaitAsync(TimeSpan.FromSeconds(20), Stop)).Status.ShouldBe(WorkItemStatus.Success);
    }

    [Fact]
    public async Task Those_who_wait_at_the_gate_keep_their_place()
    {
        var gate = new RateGate(new EndpointFamily("one", 1), new RateBook(1, isEnforced: true, _clock), _clock);
        await (await gate.EnterAsync(CallPriority.Status, Stop)).DoneAsync();
        var first = gate.EnterAsync(CallPriority.Status, Stop).AsTask();

        _clock.Ahead = TimeSpan.FromHours(-3);
        var second = gate.EnterAsync(CallPriority.Status, Stop).AsTask();

        await Task.WhenAny(first, second).WaitAsync(TimeSpan.FromSeconds(20), Stop);
        (first.IsCompleted, second.IsCompleted).ShouldBe((true, false));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!condition())
            await Task.Delay(10, limit.Token);
    }
}
