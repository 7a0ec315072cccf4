using Apsis.Automation;
using Apsis.Runs;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs.Sockets;

/// <summary>WorkItems whose end a connection is to tell, as the tracker has them.</summary>
public sealed class ExpectedEndTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_whose_end_was_seen_otherwise_is_asked_for_by_whoever_comes_later()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow();
        workflow.Tracker.Expect("w1");
        var first = EndAsync(workflow.Tracker);
        // By a callback, say; the connection lives, and its own word is lost.
        workflow.Tracker.TakeHint(new WorkItem { Id = "w1", ServiceStatus = "success" }, HintTrust.Trust).ShouldBe(HintOutcome.Completed);
        await first.WaitAsync(Soon, Stop);
        service.Looks.ShouldBe(0);

        (await EndAsync(workflow.Tracker).WaitAsync(Soon, Stop)).ServiceStatus.ShouldBe("success");

        service.Looks.ShouldBe(1);
    }

    private static async Task<WorkItem> EndAsync(WorkItemTracker tracker) =>
        await tracker.WatchAsync("w1", TimeSpan.FromMilliseconds(100), Stop).LastAsync(Stop);
}
