using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.Workflow;

/// <summary>Runs that are left at their submission, and waits for WorkItems that somebody else submitted.</summary>
public sealed class DetachedRunTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_does_not_wait_returns_while_its_WorkItem_runs_and_is_awaited_by_its_id()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var gate = aps.PathOf("gate");
        var activity = await aps.PublishScriptAsync("Gated", $"while [ ! -e '{gate}' ]; do sleep 0.05; done; cp \"$1\" \"$2\"; echo opened", "\"$(args[in].path)\" \"$(args[out].path)\"",
            ("in", new ActivityParameter { Verb = Verb.Get, LocalName = "in.txt" }), ("out", new ActivityParameter { Verb = Verb.Put, LocalName = "out.txt" }));
        WorkItemResult started;
        await using (var starter = aps.Workflow())
        {
            started = await starter.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
            {
                InputFiles = { ["in"] = await aps.WriteAsync("a.txt", "detached"u8.ToArray()) },
                OutputFiles = { ["out"] = "out.txt" },
                OutputDirectory = aps.PathOf("here"),
                Wait = false,
            }, Stop);
        }

        started.Status.ShouldBe(WorkItemStatus.Pending);
        started.ServiceStatus.ShouldBe("pending");
        Directory.Exists(aps.PathOf("here")).ShouldBeFalse();
        await File.WriteAllTextAsync(gate, "", Stop);

        // As another process would: with nothing but the id.
        await using var waiter = aps.Workflow();
        var result = await waiter.WaitForCompletionAsync(started.WorkItemId, new WaitOptions { OutputDirectory = aps.PathOf("there") }, Stop);
        await waiter.DownloadOutputFileAsync("out.txt", aps.PathOf("there/out.txt"), "bucket-of-client-a", cancellationToken: Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        (await File.ReadAllTextAsync(aps.PathOf("there/out.txt"), Stop)).ShouldBe("detached");
        (await File.ReadAllTextAsync(result.ReportPath!, Stop)).ShouldContain("opened");
        result.ReportPath.ShouldBe(aps.PathOf($"there/{started.WorkItemId}.report.txt"));
    }

    [Fact]
    public async Task Waiting_for_a_WorkItem_that_fails_saves_its_report_and_gives_its_telling_lines()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Fail", "echo 'Error: the sheet set is empty'; exit 4");
        await using var workflow = aps.Workflow();

        var id = await workflow.StartWorkItemAsync(activity, new Dictionary<string, WorkItemArgument>(), cancellationToken: Stop);
        var result = await workflow.WaitForCompletionAsync(id, new WaitOptions { OutputDirectory = aps.PathOf("here"), SaveReport = false }, Stop);

        result.ErrorLines.ShouldContain(line => line.Contains("the sheet set is empty", StringComparison.Ordinal));
        var error = Should.Throw<WorkItemFailedException>(() => result.EnsureSuccess());
        error.Message.ShouldContain("the sheet set is empty");
        error.Message.ShouldContain(result.ReportPath!);
        error.WorkItemId.ShouldBe(id);
        error.ServiceStatus.ShouldBe("failedInstructions");
    }

    [Fact]
    public async Task Waiting_tells_the_service_s_times_as_they_come()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Slow", "sleep 1");
        await using var workflow = aps.Workflow();
        var seen = new List<WorkItem>();

        var id = await workflow.StartWorkItemAsync(activity, new Dictionary<string, WorkItemArgument>(), cancellationToken: Stop);
        await workflow.WaitForCompletionAsync(id, new WaitOptions { SaveReport = false, Progress = new Listener<WorkItem>(seen.Add) }, Stop);

        seen.ShouldContain(item => item.ServiceStatus == "inprogress" && item.Stats!.TimeInstructionsStarted != null && item.Stats.TimeFinished == null);
        seen[^1].Stats!.TimeFinished.ShouldNotBeNull();
    }
}
