using Apsis.Automation;
using Apsis.Runs;
using Apsis.Tests.Support;

namespace Apsis.Tests.Workflow;

/// <summary>WorkItems that failed are submitted again only where the caller's policy says so, for each is paid for.</summary>
public sealed class WorkItemRetryTests
{
    private static readonly WorkItemRetryPolicy ThreeTimes = new() { MaxAttempts = 3, Delay = TimeSpan.FromMilliseconds(1) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_WorkItem_that_failed_is_not_submitted_again_by_default()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "failedDownload";
        await using var workflow = service.Workflow();

        (await RunAsync(workflow, WorkItemRetryPolicy.None)).ServiceStatus.ShouldBe("failedDownload");

        service.Submissions.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_transfer_is_tried_again_and_the_result_names_what_was_before()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (id, _) => id switch { "w1" => "failedDownload", "w2" => "failedUpload", _ => "success" };
        await using var workflow = service.Workflow();
        var retries = new List<RunProgress.WorkItemRetrying>();

        var result = await RunAsync(workflow, ThreeTimes, new Listener<RunProgress>(news =>
        {
            if (news is RunProgress.WorkItemRetrying retrying)
                retries.Add(retrying);
        }));

        result.Status.ShouldBe(WorkItemStatus.Success);
        result.WorkItemId.ShouldBe("w3");
        result.EarlierWorkItemIds.ShouldBe(["w1", "w2"]);
        retries.Select(retry => (retry.WorkItemId, retry.ServiceStatus, retry.After.TotalMilliseconds)).ShouldBe([("w1", "failedDownload", 1), ("w2", "failedUpload", 2)]);
    }

    [Fact]
    public async Task The_last_failure_is_the_result_when_the_attempts_are_spent()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "failedUpload";
        await using var workflow = service.Workflow();

        var result = await RunAsync(workflow, ThreeTimes);

        (result.Status, result.WorkItemId, service.Submissions).ShouldBe((WorkItemStatus.Failed, "w3", 3));
    }

    [Fact]
    public async Task A_failure_that_the_policy_does_not_name_is_final()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "failedInstructions";
        await using var workflow = service.Workflow();

        await RunAsync(workflow, ThreeTimes);
        service.Submissions.ShouldBe(1);

        await RunAsync(workflow, ThreeTimes with { Statuses = ["failedInstructions"] });
        service.Submissions.ShouldBe(4);
    }

    [Fact]
    public async Task A_run_that_waits_for_its_next_attempt_is_cancelled_at_once()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "failedDownload";
        await using var workflow = service.Workflow();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var run = RunAsync(workflow, ThreeTimes with { Delay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) }, new Listener<RunProgress>(news =>
        {
            if (news is RunProgress.WorkItemRetrying)
                stop.Cancel();
        }), stop.Token);

        await Should.ThrowAsync<OperationCanceledException>(run);
        service.Submissions.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, "failedDownload")]
    [InlineData(11, "failedDownload")]
    [InlineData(2, "success")]
    public async Task A_policy_that_makes_no_sense_is_refused_before_any_call(int attempts, string status)
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow();

        await Should.ThrowAsync<ArgumentException>(RunAsync(workflow, new WorkItemRetryPolicy { MaxAttempts = attempts, Statuses = [status] }));

        service.Requests.ShouldBeEmpty();
    }

    private static Task<WorkItemResult> RunAsync(
        AutomationWorkflow workflow, WorkItemRetryPolicy policy, IProgress<RunProgress>? progress = null, CancellationToken? stop = null) =>
        workflow.RunWorkItemWithFilesAsync("me.Do+prod", new RunWorkItemOptions { Retry = policy, Progress = progress, OutputDirectory = Path.GetTempPath() }, stop ?? Stop);
}
