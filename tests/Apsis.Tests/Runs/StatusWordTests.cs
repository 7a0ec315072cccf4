using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs;

/// <summary>Every word that the service has for a status, and invented ones, through a wait over a real socket.</summary>
public sealed class StatusWordTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("success", WorkItemStatus.Success)]
    [InlineData("cancelled", WorkItemStatus.Cancelled)]
    [InlineData("failedLimitProcessingTime", WorkItemStatus.Failed)]
    [InlineData("failedLimitDataSize", WorkItemStatus.Failed)]
    [InlineData("failedDownload", WorkItemStatus.Failed)]
    [InlineData("failedInstructions", WorkItemStatus.Failed)]
    [InlineData("failedUpload", WorkItemStatus.Failed)]
    [InlineData("failedUploadOptional", WorkItemStatus.Failed)]
    [InlineData("failedOnTheMoon", WorkItemStatus.Failed)]
    public async Task An_end_ends_the_wait_alone_and_among_others(string word, WorkItemStatus status)
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (id, look) => look < 3 ? "inprogress" : id == "other" ? "success" : word;
        await using var workflow = service.Workflow();

        var alone = await workflow.WaitForCompletionAsync("w1", NoReport, Stop);
        var among = await Task.WhenAll(workflow.WaitForCompletionAsync("w2", NoReport, Stop), workflow.WaitForCompletionAsync("other", NoReport, Stop));

        (alone.Status, alone.ServiceStatus).ShouldBe((status, word));
        (among[0].Status, among[0].ServiceStatus).ShouldBe((status, word));
        among[1].ServiceStatus.ShouldBe("success");
    }

    [Theory]
    [InlineData("pending", WorkItemStatus.Pending)]
    [InlineData("inprogress", WorkItemStatus.InProgress)]
    [InlineData("hibernating", WorkItemStatus.InProgress)]
    [InlineData("", WorkItemStatus.InProgress)]
    public async Task What_is_no_known_end_is_waited_for_until_one_comes(string word, WorkItemStatus status)
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, look) => look < 4 ? word : "success";
        await using var workflow = service.Workflow();
        var seen = new List<(string, WorkItemStatus)>();

        var result = await workflow.WaitForCompletionAsync("w1", NoReport with { Progress = new Listener(item => seen.Add((item.ServiceStatus, item.Status))) }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        seen.ShouldBe([(word, status), ("success", WorkItemStatus.Success)]);
        service.Looks.ShouldBe(4);
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("hibernating")]
    public async Task Or_until_the_callers_time_runs_out_and_the_word_is_told(string word)
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => word;
        await using var workflow = service.Workflow();

        var error = await Should.ThrowAsync<WorkItemTimeoutException>(() => workflow.WaitForCompletionAsync("w1", NoReport with { Timeout = TimeSpan.FromSeconds(0.7) }, Stop));

        (error.WorkItemId, error.LastStatus).ShouldBe(("w1", word));
    }

    [Fact]
    public async Task Or_until_the_service_forgets_it()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, look) => look < 3 ? "hibernating" : null;
        await using var workflow = service.Workflow();

        await Should.ThrowAsync<AutomationException>(() => workflow.WaitForCompletionAsync("w1", NoReport with { Timeout = Timeout.InfiniteTimeSpan }, Stop));
    }

    private static WaitOptions NoReport => new() { SaveReport = false };

    private sealed class Listener(Action<WorkItem> hear) : IProgress<WorkItem>
    {
        public void Report(WorkItem value) => hear(value);
    }
}
