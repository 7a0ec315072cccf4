using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Runs;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs;

/// <summary>A WorkItem that costs is never lost from sight: not by cancelling, not by a fault beside it, not by a listener.</summary>
public sealed class SightTests
{
    private static readonly RunWorkItemOptions NoReport = new() { SaveReport = false };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancelling_a_run_that_did_not_wait_cancels_its_WorkItem()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();
        var run = await workflow.Runs.StartAsync(new RunSpec { ActivityId = "me.Do+prod", Wait = false, SaveReport = false }, cancellationToken: Stop);
        await run.WaitAsync(Stop);

        await run.CancelAsync(Stop);

        service.Deletions.ShouldBe(1);
        (await run.GetStateAsync(Stop)).Phase.ShouldBe(RunPhase.Cancelled);
    }

    [Fact]
    public async Task A_listed_WorkItem_of_which_the_service_can_not_tell_may_be_the_unheard_one()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Listed = ["w-untold"];
        service.Status = (_, _) => null;
        service.Submit = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await using var workflow = service.Workflow();

        var error = await Should.ThrowAsync<RunFailedException>(() => workflow.RunWorkItemWithFilesAsync("me.Do+prod", NoReport, Stop));

        error.Message.ShouldContain("w-untold");
        service.Submissions.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_that_is_cancelled_while_it_is_handed_in_names_what_was_submitted()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            await leaving.CancelAsync();
            await ScriptedService.JsonAsync(context, """{"id":"w1","status":"pending"}""");
        });
        await using var workflow = new AutomationWorkflow(service.Automation(), service.Data());

        var error = await Should.ThrowAsync<RunFailedException>(() =>
            workflow.RunBatchWorkItemsAsync([new WorkItemSpec { ActivityId = "me.Do+prod" }], cancellationToken: leaving.Token));

        error.SubmittedWorkItemIds.ShouldBe(["w1"]);
        error.InnerException.ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_end_the_wait()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow();
        var options = new WaitOptions { SaveReport = false, Progress = new Listener<WorkItem>(_ => throw new InvalidOperationException("the screen is gone")) };

        var results = await workflow.RunBatchWorkItemsAsync([], options, Stop);
        var result = await workflow.WaitForCompletionAsync("w1", options, Stop);

        results.ShouldBeEmpty();
        result.Status.ShouldBe(WorkItemStatus.Success);
    }

    [Fact]
    public async Task A_run_of_a_batch_that_breaks_in_an_unforeseen_way_is_a_result_too()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow();

        var results = await workflow.RunBatchWithFilesAsync(
            [new BatchRun("me.Do+prod", new RunWorkItemOptions { Inputs = { null! } }), null!, new BatchRun("me.Do+prod", NoReport)], cancellationToken: Stop).ToListAsync(Stop);

        results.OrderBy(result => result.Index).Select(result => result.IsSuccess).ShouldBe([false, false, true]);
    }

    [Fact]
    public async Task A_workflow_can_be_disposed_twice()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        var workflow = service.Workflow();

        await workflow.DisposeAsync();

        await Should.NotThrowAsync(async () => await workflow.DisposeAsync());
    }
}
