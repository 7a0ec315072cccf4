using System.Diagnostics;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Runs;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs;

public sealed class WaitingTests
{
    private static readonly RunWorkItemOptions NoReport = new() { SaveReport = false };

    // Closes the text that it is put into.
    private const string NoJson = "\" <html>";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_outage_while_waiting_loses_nothing()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, look) => look < 8 ? "500" : "success";
        await using var workflow = service.Workflow();

        (await workflow.RunWorkItemWithFilesAsync("me.Do+prod", NoReport, Stop)).Status.ShouldBe(WorkItemStatus.Success);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_page_of_a_proxy_in_the_place_of_an_answer_ends_no_wait_and_costs_a_look_each(int many)
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, look) => look <= 2 ? NoJson : "success";
        await using var workflow = service.Workflow();

        var ends = await Task.WhenAll(Enumerable.Range(0, many).Select(number => workflow.WaitForCompletionAsync($"w{number}", cancellationToken: Stop)));

        ends.ShouldAllBe(end => end.Status == WorkItemStatus.Success);
        service.Looks.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_service_that_never_answers_readably_ends_the_wait_and_says_so()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => NoJson;
        await using var workflow = service.Workflow();

        var error = await Should.ThrowAsync<AutomationException>(() => workflow.WaitForCompletionAsync("w1", cancellationToken: Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop));

        error.Message.ShouldContain("APS_BASE_URL");
        service.Looks.ShouldBe(3);
    }

    [Fact]
    public async Task A_WorkItem_that_the_service_has_forgotten_ends_the_wait()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => null;
        await using var workflow = service.Workflow();

        await Should.ThrowAsync<AutomationException>(() => workflow.WaitForCompletionAsync("long-ago", cancellationToken: Stop));
    }

    [Theory]
    [InlineData("success", WorkItemStatus.Success)]
    [InlineData("cancelled", WorkItemStatus.Cancelled)]
    [InlineData("failedInstructions", WorkItemStatus.Failed)]
    [InlineData("failedLimitProcessingTime", WorkItemStatus.Failed)]
    [InlineData("failedDownload", WorkItemStatus.Failed)]
    [InlineData("failedUpload", WorkItemStatus.Failed)]
    [InlineData("failedUploadOptional", WorkItemStatus.Failed)]
    [InlineData("failedInAWayNobodyKnows", WorkItemStatus.Failed)]
    public async Task Every_final_status_ends_the_wait(string word, WorkItemStatus status)
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, look) => look switch { 1 => "pending", 2 => "inprogress", _ => word };
        await using var workflow = service.Workflow();
        var seen = new List<string>();

        var result = await workflow.WaitForCompletionAsync("w1", new WaitOptions { Progress = new Listener<WorkItem>(item => seen.Add(item.ServiceStatus)) }, Stop);

        result.Status.ShouldBe(status);
        result.ServiceStatus.ShouldBe(word);
        seen.ShouldBe(["pending", "inprogress", word]);
    }

    [Fact]
    public async Task A_wait_that_runs_out_names_the_WorkItem_and_leaves_it_running()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();

        var run = await Should.ThrowAsync<WorkItemTimeoutException>(() =>
            workflow.RunWorkItemWithFilesAsync("me.Do+prod", NoReport with { Timeout = TimeSpan.FromSeconds(1) }, Stop));
        var wait = await Should.ThrowAsync<WorkItemTimeoutException>(() =>
            workflow.WaitForCompletionAsync("w1", new WaitOptions { Timeout = TimeSpan.FromSeconds(0.5) }, Stop));

        run.WorkItemId.ShouldBe("w1");
        run.LastStatus.ShouldBe("inprogress");
        wait.WorkItemId.ShouldBe("w1");
        service.Deletions.ShouldBe(0);
    }

    [Fact]
    public async Task A_run_whose_time_ran_out_can_still_be_cancelled_by_its_handle()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();
        var run = await workflow.Runs.StartAsync(
            new RunSpec { ActivityId = "me.Do+prod", SaveReport = false, Timeout = TimeSpan.FromSeconds(0.5) }, cancellationToken: Stop);
        await Should.ThrowAsync<WorkItemTimeoutException>(() => run.WaitAsync(Stop));

        await run.CancelAsync(Stop);

        service.Deletions.ShouldBe(1);
        (await run.GetStateAsync(Stop)).Phase.ShouldBe(RunPhase.Cancelled);
    }

    [Fact]
    public async Task Waits_without_end_and_without_pause_are_possible()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, look) => look < 4 ? "inprogress" : "success";
        await using var workflow = service.Workflow();

        var run = await workflow.RunWorkItemWithFilesAsync("me.Do+prod", NoReport with { Timeout = Timeout.InfiniteTimeSpan, PollInterval = TimeSpan.Zero }, Stop);
        var wait = await workflow.WaitForCompletionAsync("w1", new WaitOptions { Timeout = TimeSpan.MaxValue, PollInterval = TimeSpan.Zero }, Stop);

        (run.Status, wait.Status).ShouldBe((WorkItemStatus.Success, WorkItemStatus.Success));
        service.Looks.ShouldBeLessThan(10);
    }

    [Fact]
    public async Task A_WorkItem_without_an_id_is_a_malformed_answer()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow();

        (await Should.ThrowAsync<AutomationException>(() => workflow.WaitForCompletionAsync("nameless", cancellationToken: Stop)))
            .Message.ShouldContain("not what the API documents");
    }

    [Fact]
    public async Task A_report_that_never_comes_does_not_fail_a_run_that_has_done_its_work()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.ReportStalls = true;
        await using var workflow = service.Workflow(new Apsis.Http.ApsPipelineOptions { StallTimeout = TimeSpan.FromSeconds(0.3) });
        var folder = Directory.CreateTempSubdirectory("apsis-test-").FullName;

        var result = await workflow.RunWorkItemWithFilesAsync("me.Do+prod", new RunWorkItemOptions { OutputDirectory = folder }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        result.ReportPath.ShouldBeNull();
        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
        Directory.Delete(folder);
    }

    [Fact]
    public async Task Cancelling_the_one_call_cancels_the_WorkItem_that_nobody_else_could()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();
        using var stop = new CancellationTokenSource();

        var run = workflow.RunWorkItemWithFilesAsync("me.Do+prod", NoReport with
        {
            Progress = new Listener<RunProgress>(news =>
            {
                if (news is RunProgress.Observed)
                    stop.Cancel();
            }),
        }, stop.Token);

        (await Should.ThrowAsync<OperationCanceledException>(() => run)).CancellationToken.ShouldBe(stop.Token);
        service.Deletions.ShouldBe(1);
    }

    [Fact]
    public async Task A_handle_cancels_its_run_and_the_wait_answers_cancelled()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();

        var run = await workflow.Runs.StartAsync(new RunSpec { ActivityId = "me.Do+prod", SaveReport = false }, cancellationToken: Stop);
        await run.CancelAsync(Stop);
        var outcome = await run.WaitAsync(Stop);
        await run.CancelAsync(Stop);

        outcome.State.Phase.ShouldBe(RunPhase.Cancelled);
        (await run.GetStateAsync(Stop)).Phase.ShouldBe(RunPhase.Cancelled);
        service.Deletions.ShouldBe(service.Submissions);
    }

    [Fact]
    public async Task Many_who_wait_share_status_requests_of_fifty()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, look) => look > 9 ? "success" : "inprogress";
        await using var workflow = service.Workflow();

        var results = await Task.WhenAll(Enumerable.Range(0, 120).Select(number => workflow.WaitForCompletionAsync($"w{number}", cancellationToken: Stop)));

        results.Select(result => result.WorkItemId).ShouldBe(Enumerable.Range(0, 120).Select(number => $"w{number}"));
        service.Looks.ShouldBeLessThan(25);
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_lose_the_run()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow();

        var result = await workflow.RunWorkItemWithFilesAsync("me.Do+prod",
            NoReport with { Progress = new Listener<RunProgress>(_ => throw new InvalidOperationException("screen")) }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
    }

    [Fact]
    public async Task Waits_end_at_once_when_they_are_cancelled()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var clock = Stopwatch.StartNew();

        var error = await Should.ThrowAsync<OperationCanceledException>(() =>
            workflow.WaitForCompletionAsync("w1", new WaitOptions { PollInterval = TimeSpan.FromMinutes(1) }, stop.Token));

        error.CancellationToken.ShouldBe(stop.Token);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    private sealed class Listener<T>(Action<T> hear) : IProgress<T>
    {
        public void Report(T value) => hear(value);
    }
}
