using Apsis.Automation;
using Apsis.Runs;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs;

/// <summary>What is told from outside of a WorkItem, and what comes of it.</summary>
public sealed class HintTests
{
    private static readonly WorkItemWatchOptions CalledBack = new() { IsCalledBack = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trusted_end_completes_all_who_wait_without_a_question()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();
        var waits = Enumerable.Range(0, 3).Select(_ => LastAsync(workflow.Tracker, "w1")).ToList();

        workflow.Tracker.TakeHint(Ended("w1"), HintTrust.Trust).ShouldBe(HintOutcome.Completed);

        foreach (var wait in waits)
            (await wait.WaitAsync(TimeSpan.FromSeconds(10), Stop)).ServiceStatus.ShouldBe("success");
        service.Looks.ShouldBe(0);
    }

    [Fact]
    public async Task An_unproved_end_has_the_service_asked_at_once_and_its_answer_counts()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "failedInstructions";
        await using var workflow = service.Workflow();
        var wait = LastAsync(workflow.Tracker, "w1");

        workflow.Tracker.TakeHint(Ended("w1")).ShouldBe(HintOutcome.Confirming);

        (await wait.WaitAsync(TimeSpan.FromSeconds(10), Stop)).ServiceStatus.ShouldBe("failedInstructions");
        service.Looks.ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_tells_the_end_before_its_own_status_shows_it_is_asked_again_soon()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, look) => look < 3 ? "inprogress" : "success";
        await using var workflow = service.Workflow();
        var wait = LastAsync(workflow.Tracker, "w1");

        workflow.Tracker.TakeHint(Ended("w1"));

        (await wait.WaitAsync(TimeSpan.FromSeconds(10), Stop)).ServiceStatus.ShouldBe("success");
    }

    [Fact]
    public async Task Forged_ends_end_no_wait_and_cost_a_few_questions_however_many_there_are()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var wait = LastAsync(workflow.Tracker, "w1", leaving.Token);

        for (var number = 0; number < 100; number++)
        {
            workflow.Tracker.TakeHint(Ended("w1"));
            await Task.Delay(10, Stop);
        }

        wait.IsCompleted.ShouldBeFalse();
        service.Looks.ShouldBeInRange(1, 8);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Hints_that_come_together_are_one_question()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow();
        var waits = Enumerable.Range(0, 40).Select(number => LastAsync(workflow.Tracker, $"w{number}")).ToList();

        foreach (var number in Enumerable.Range(0, 40))
            workflow.Tracker.TakeHint(Ended($"w{number}")).ShouldBe(HintOutcome.Confirming);

        await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(10), Stop);
        service.Looks.ShouldBe(1);
    }

    [Fact]
    public async Task A_WorkItem_that_calls_back_is_looked_at_now_and_then_in_case_the_callback_is_lost()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow();
        var tracker = new WorkItemTracker(workflow.Automation, new WorkItemTrackerOptions { CalledBackInterval = TimeSpan.FromSeconds(1) });
        var clock = System.Diagnostics.Stopwatch.StartNew();

        (await LastAsync(tracker, "w1").WaitAsync(TimeSpan.FromSeconds(10), Stop)).ServiceStatus.ShouldBe("success");

        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
        service.Looks.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_told_before_anybody_waits_is_found_by_the_wait()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();

        workflow.Tracker.TakeHint(Ended("w1"), HintTrust.Trust).ShouldBe(HintOutcome.Unknown);
        workflow.Tracker.TakeHint(Ended("w1"), HintTrust.Confirm).ShouldBe(HintOutcome.Unknown);

        (await LastAsync(workflow.Tracker, "w1").WaitAsync(TimeSpan.FromSeconds(10), Stop)).ServiceStatus.ShouldBe("success");
        service.Looks.ShouldBe(0);
    }

    [Fact]
    public async Task Late_doubled_and_unfinished_hints_do_nothing()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();
        var wait = LastAsync(workflow.Tracker, "w1");

        workflow.Tracker.TakeHint(new WorkItem { Id = "w1", ServiceStatus = "inprogress" }, HintTrust.Confirm).ShouldBe(HintOutcome.NotEnded);
        workflow.Tracker.TakeHint(new WorkItem { Id = "w1" }, HintTrust.Trust).ShouldBe(HintOutcome.NotEnded);
        wait.IsCompleted.ShouldBeFalse();
        workflow.Tracker.TakeHint(Ended("w1"), HintTrust.Trust).ShouldBe(HintOutcome.Completed);
        workflow.Tracker.TakeHint(Ended("w1") with { ServiceStatus = "cancelled" }, HintTrust.Trust).ShouldBe(HintOutcome.Unknown);

        (await wait).ServiceStatus.ShouldBe("success");
    }

    private static WorkItem Ended(string id) => new() { Id = id, ServiceStatus = "success" };

    private static async Task<WorkItem> LastAsync(WorkItemTracker tracker, string id, CancellationToken? cancellationToken = null) =>
        await tracker.WatchAsync(id, CalledBack, cancellationToken ?? Stop).LastAsync(cancellationToken ?? Stop);
}
