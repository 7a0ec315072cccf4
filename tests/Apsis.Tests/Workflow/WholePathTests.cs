using System.Text;
using System.Text.Json.Nodes;
using Apsis.Automation;
using Apsis.Runs;
using Apsis.Tests.Support;

namespace Apsis.Tests.Workflow;

/// <summary>Files to files, through the real emulator and real programs.</summary>
public sealed class WholePathTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_goes_up_is_worked_on_and_comes_back()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishCopyAsync();
        await using var workflow = aps.Workflow();
        var phases = new List<RunPhase>();

        var result = await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
        {
            InputFiles = { ["in"] = await aps.WriteAsync("drawing.dxf", "hello"u8.ToArray()) },
            OutputFiles = { ["out"] = "results/copied.dxf" },
            OutputDirectory = aps.PathOf("here"),
            Progress = new Listener<RunProgress>(news =>
            {
                if (news is RunProgress.PhaseEntered entered)
                    phases.Add(entered.Phase);
            }),
        }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        result.Outputs["out"].ShouldBe(aps.PathOf("here/results/copied.dxf"));
        (await File.ReadAllTextAsync(result.Outputs["out"], Stop)).ShouldBe("hello");
        (await File.ReadAllTextAsync(result.ReportPath!, Stop)).ShouldContain("copying");
        result.Stats!.TimeFinished.ShouldNotBeNull();
        result.Stats.BytesDownloaded.ShouldBe(5);
        result.ReportUrl.ShouldNotBeNull().ToString().ShouldEndWith("?***");
        phases.ShouldBe([RunPhase.Uploading, RunPhase.Submitting, RunPhase.Waiting, RunPhase.Downloading, RunPhase.Succeeded]);
    }

    [Fact]
    public async Task Signed_URLs_work_as_well_as_urns()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishCopyAsync();
        await using var workflow = aps.Workflow();

        var run = await workflow.Runs.StartAsync(new RunSpec
        {
            ActivityId = activity,
            Inputs = [new RunInput.File("in", await aps.WriteAsync("a.txt", "signed"u8.ToArray()))],
            Outputs = [new RunOutput.Object("out", "out.txt")],
            BucketKey = "some-bucket",
            OutputDirectory = aps.PathOf("here"),
            LinkStyle = ArgumentLinkStyle.SignedUrl,
            PollInterval = TimeSpan.FromMilliseconds(250),
        }, cancellationToken: Stop);

        (await run.WaitAsync(Stop)).State.Phase.ShouldBe(RunPhase.Succeeded);
        (await File.ReadAllTextAsync(aps.PathOf("here/out.txt"), Stop)).ShouldBe("signed");
    }

    [Fact]
    public async Task A_bucket_that_has_to_be_made_is_made_where_the_data_must_live()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishCopyAsync();
        var pipeline = aps.Pipeline();
        await using var workflow = new AutomationWorkflow(new AutomationClient(pipeline), new(pipeline),
            new() { DefaultBucket = "european-bucket", BucketRegion = "EMEA", BucketPolicy = "temporary", PollInterval = TimeSpan.FromMilliseconds(250) });

        (await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
        {
            InputFiles = { ["in"] = await aps.WriteAsync("a.txt", "x"u8.ToArray()) },
            OutputFiles = { ["out"] = "out.txt" },
            OutputDirectory = aps.PathOf("here"),
        }, Stop)).EnsureSuccess();

        var bucket = (await workflow.Data.Buckets.ListAsync("EMEA", Stop).ToListAsync(Stop)).ShouldHaveSingleItem();
        (bucket.BucketKey, bucket.PolicyKey).ShouldBe(("european-bucket", "temporary"));
    }

    [Fact]
    public async Task Two_runs_at_once_with_inputs_of_one_name_each_get_their_own_result()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishCopyAsync();
        await using var workflow = aps.Workflow();

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(async number => await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
        {
            InputFiles = { ["in"] = await aps.WriteAsync($"{number}/model.rvt", Encoding.UTF8.GetBytes($"content {number}")) },
            OutputFiles = { ["out"] = $"out-{number}.rvt" },
            OutputDirectory = aps.PathOf("here"),
        }, Stop)));

        for (var number = 0; number < results.Length; number++)
            (await File.ReadAllTextAsync(results[number].Outputs["out"], Stop)).ShouldBe($"content {number}");
    }

    [Fact]
    public async Task Texts_and_JSON_reach_the_program_as_literals_or_as_files()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Values", "printf '%s|' \"$1\" > \"$4\"; cat \"$2\" >> \"$4\"; printf '|' >> \"$4\"; cat \"$3\" >> \"$4\"",
            "\"$(args[literal].value)\" \"$(args[text].path)\" \"$(args[json].path)\" \"$(args[out].path)\"",
            ("literal", new ActivityParameter { Verb = Verb.Read }),
            ("text", new ActivityParameter { Verb = Verb.Get, LocalName = "text.txt" }),
            ("json", new ActivityParameter { Verb = Verb.Get, LocalName = "params.json" }),
            ("out", new ActivityParameter { Verb = Verb.Put, LocalName = "out.txt" }));
        await using var workflow = aps.Workflow();

        var result = await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
        {
            Values = new Dictionary<string, string> { ["literal"] = "a b", ["text"] = "ü & 100% + #?" },
            JsonValues = new Dictionary<string, JsonNode?> { ["json"] = JsonNode.Parse("""{"width":5,"name":"x, y"}""") },
            OutputFiles = { ["out"] = "out.txt" },
            OutputDirectory = aps.PathOf("here"),
        }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Success, string.Join('\n', result.ErrorLines));
        var text = (await File.ReadAllTextAsync(result.Outputs["out"], Stop)).Replace("\uFEFF", "", StringComparison.Ordinal);
        text.ShouldBe("""a b|ü & 100% + #?|{"width":5,"name":"x, y"}""");
    }

    [Fact]
    public async Task An_Activity_without_files_needs_no_bucket()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Check", "echo fine");
        var pipeline = aps.Pipeline();
        await using var workflow = new AutomationWorkflow(new AutomationClient(pipeline), new(pipeline), new() { PollInterval = TimeSpan.FromMilliseconds(250) });

        var result = await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions { OutputDirectory = aps.PathOf("here") }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        (await aps.Data().Buckets.ListAsync(cancellationToken: Stop).ToListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_that_fails_gives_a_result_with_its_report_and_no_outputs()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Fail", "echo 'Error: the model is empty'; exit 7", "\"$(args[out].path)\"",
            ("out", new ActivityParameter { Verb = Verb.Put, LocalName = "out.txt" }));
        await using var workflow = aps.Workflow();

        var result = await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
        {
            OutputFiles = { ["out"] = "out.txt" },
            OutputDirectory = aps.PathOf("here"),
            SaveReport = false,
        }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Failed);
        result.ServiceStatus.ShouldBe("failedInstructions");
        result.ErrorLines.ShouldContain(line => line.Contains("the model is empty", StringComparison.Ordinal));
        File.Exists(result.ReportPath).ShouldBeTrue();
        File.Exists(aps.PathOf("here/out.txt")).ShouldBeFalse();
    }

    [Fact]
    public async Task Downloading_can_be_left_out_and_done_later()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishCopyAsync();
        await using var workflow = aps.Workflow();

        var result = await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
        {
            InputFiles = { ["in"] = await aps.WriteAsync("a.txt", "later"u8.ToArray()) },
            OutputFiles = { ["out"] = "out.txt" },
            OutputDirectory = aps.PathOf("here"),
            DownloadOutputs = false,
        }, Stop);

        result.Outputs.ShouldBeEmpty();
        File.Exists(aps.PathOf("here/out.txt")).ShouldBeFalse();
        await workflow.DownloadOutputFileAsync("out.txt", aps.PathOf("later.txt"), cancellationToken: Stop);
        (await File.ReadAllTextAsync(aps.PathOf("later.txt"), Stop)).ShouldBe("later");
    }

    [Fact]
    public async Task The_steps_of_the_guide_work_one_by_one()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishCopyAsync();
        await using var workflow = aps.Workflow();

        (await workflow.EnsureBucketAsync("step-bucket", cancellationToken: Stop)).BucketKey.ShouldBe("step-bucket");
        var input = await workflow.UploadInputFileAsync(await aps.WriteAsync("a.txt", "steps"u8.ToArray()), "inputs/a.txt", "step-bucket", cancellationToken: Stop);
        var output = await workflow.PrepareOutputUrlAsync("outputs/a.txt", "step-bucket", cancellationToken: Stop);
        var id = await workflow.StartWorkItemAsync(activity, new Dictionary<string, WorkItemArgument>
        {
            ["in"] = new WorkItemArgument.Transfer { Url = input.Reveal(), Verb = Verb.Get },
            ["out"] = new WorkItemArgument.Transfer { Url = output.Reveal(), Verb = Verb.Put },
        }, cancellationToken: Stop);
        var result = await workflow.WaitForCompletionAsync(id, cancellationToken: Stop);
        await workflow.DownloadOutputFileAsync("outputs/a.txt", aps.PathOf("out.txt"), "step-bucket", cancellationToken: Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        (await File.ReadAllTextAsync(aps.PathOf("out.txt"), Stop)).ShouldBe("steps");
    }

    [Fact]
    public async Task A_batch_answers_in_the_order_of_its_specs_whatever_each_became()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var good = await aps.PublishScriptAsync("Good", "echo fine");
        var bad = await aps.PublishScriptAsync("Bad", "exit 3");
        await using var workflow = aps.Workflow();

        var results = await workflow.RunBatchWorkItemsAsync(
            [.. Enumerable.Range(0, 8).Select(number => new WorkItemSpec { ActivityId = number % 3 == 0 ? bad : good })], cancellationToken: Stop);

        results.Select(result => result.Status).ShouldBe(
            Enumerable.Range(0, 8).Select(number => number % 3 == 0 ? WorkItemStatus.Failed : WorkItemStatus.Success));
        results.Select(result => result.WorkItemId).Distinct().Count().ShouldBe(8);
    }

    [Fact]
    public async Task A_WorkItem_is_cancelled_while_it_runs()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishScriptAsync("Sleep", "echo sleeping; sleep 300");
        await using var workflow = aps.Workflow();

        var id = await workflow.StartWorkItemAsync(activity, new Dictionary<string, WorkItemArgument>(), cancellationToken: Stop);
        await workflow.CancelWorkItemAsync(id, Stop);

        (await workflow.WaitForCompletionAsync(id, cancellationToken: Stop)).Status.ShouldBe(WorkItemStatus.Cancelled);
    }
}
