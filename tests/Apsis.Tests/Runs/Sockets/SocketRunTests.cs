using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Apsis.Automation;
using Apsis.Emulator;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs.Sockets;

/// <summary>WorkItems over the WebSocket of a service that does as it should.</summary>
public sealed class SocketRunTests
{
    private const string Nop = "Autodesk.Nop+Latest";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_WorkItem_is_submitted_and_its_end_told_without_a_call()
    {
        await using var aps = await EmulatedAps.StartAsync(Fast());
        await using var workflow = AutomationWorkflow.Create(OptionsOf(aps));

        var result = await workflow.WaitForCompletionAsync(await workflow.StartWorkItemAsync(new WorkItemSpec { ActivityId = Nop }, Stop), Quiet(aps), Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        (await CallsAsync(aps)).Where(family => family.Key.StartsWith("da", StringComparison.Ordinal)).ShouldBe([new("da.websocket", 1)]);
    }

    [Fact]
    public async Task A_run_with_files_goes_the_whole_way_over_it()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activity = await aps.PublishCopyAsync();
        await using var workflow = AutomationWorkflow.Create(OptionsOf(aps));

        var result = await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
        {
            InputFiles = { ["in"] = await aps.WriteAsync("a.txt", "over the socket"u8.ToArray()) },
            OutputFiles = { ["out"] = "out.txt" },
            OutputDirectory = aps.PathOf("here"),
        }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        (await File.ReadAllTextAsync(result.Outputs["out"], Stop)).ShouldBe("over the socket");
        (await File.ReadAllTextAsync(result.ReportPath!, Stop)).ShouldContain("copying");
        result.Stats!.TimeQueued.ShouldNotBeNull();
        var calls = await CallsAsync(aps);
        calls["da.websocket"].ShouldBe(1);
        calls.Keys.ShouldNotContain("da.workitems.get");
    }

    [Theory]
    [InlineData("failedInstructions", WorkItemStatus.Failed)]
    [InlineData("failedDownload", WorkItemStatus.Failed)]
    [InlineData("success", WorkItemStatus.Success)]
    public async Task Each_end_is_told_as_it_is(string ends, WorkItemStatus status)
    {
        var options = Fast();
        options.Automation.SimulatedStatuses["client-a.Plot+prod"] = ends;
        await using var aps = await EmulatedAps.StartAsync(options);
        await using var workflow = AutomationWorkflow.Create(OptionsOf(aps));
        var activity = await PublishAsync(workflow.Automation, "Autodesk.AutoCAD+24_3");

        var result = await workflow.WaitForCompletionAsync(await workflow.StartWorkItemAsync(new WorkItemSpec { ActivityId = activity }, Stop), Quiet(aps), Stop);

        (result.ServiceStatus, result.Status).ShouldBe((ends, status));
    }

    [Fact]
    public async Task One_that_is_cancelled_ends_at_once()
    {
        var options = Fast();
        options.Automation.SimulatedProcessingTime = TimeSpan.FromMinutes(5);
        await using var aps = await EmulatedAps.StartAsync(options);
        await using var workflow = AutomationWorkflow.Create(OptionsOf(aps));
        var id = await workflow.StartWorkItemAsync(new WorkItemSpec { ActivityId = await PublishAsync(workflow.Automation, "Autodesk.AutoCAD+24_3") }, Stop);
        var wait = workflow.WaitForCompletionAsync(id, Quiet(aps), Stop);

        await workflow.CancelWorkItemAsync(id, Stop);

        (await wait.WaitAsync(TimeSpan.FromSeconds(20), Stop)).Status.ShouldBe(WorkItemStatus.Cancelled);
        (await CallsAsync(aps)).Keys.ShouldNotContain("da.workitems.get");
    }

    [Fact]
    public async Task What_the_service_refuses_is_refused_in_the_words_of_the_HTTP_call()
    {
        await using var aps = await EmulatedAps.StartAsync();
        await using var socket = AutomationWorkflow.Create(OptionsOf(aps));
        var plain = OptionsOf(aps);
        plain.UseWebSocket = false;
        await using var http = AutomationWorkflow.Create(plain);
        var wrong = new WorkItemSpec { ActivityId = "nobody.Nothing+prod" };

        var overSocket = await Should.ThrowAsync<AutomationException>(() => socket.StartWorkItemAsync(wrong, Stop));
        var overHttp = await Should.ThrowAsync<AutomationException>(() => http.StartWorkItemAsync(wrong, Stop));

        overSocket.Status.ShouldBe(HttpStatusCode.BadRequest);
        (overSocket.Message, overSocket.Body).ShouldBe((overHttp.Message, overHttp.Body));
    }

    [Fact]
    public async Task WorkItems_of_Fusion_which_it_does_not_take_go_over_HTTP()
    {
        await using var aps = await EmulatedAps.StartAsync(Fast());
        await using var workflow = AutomationWorkflow.Create(OptionsOf(aps));
        var activity = await PublishAsync(workflow.Automation, "Autodesk.Fusion+Latest");

        var result = await workflow.WaitForCompletionAsync(await workflow.StartWorkItemAsync(new WorkItemSpec { ActivityId = activity }, Stop), Quiet(aps), Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
    }

    [Fact]
    public async Task A_thousand_and_more_at_once_end_once_each_over_a_few_connections()
    {
        var options = Fast();
        options.Automation.MaxParallelWorkItems = 100;
        await using var aps = await EmulatedAps.StartAsync(options);
        await using var workflow = AutomationWorkflow.Create(OptionsOf(aps));

        var results = await workflow.RunBatchWorkItemsAsCompletedAsync(
            [.. Enumerable.Repeat(new WorkItemSpec { ActivityId = Nop }, 1200)], Quiet(aps), Stop).ToListAsync(Stop);

        results.Count(result => result.Result?.Status == WorkItemStatus.Success).ShouldBe(1200, results.FirstOrDefault(result => result.Error is not null)?.Error?.ToString());
        results.Select(result => result.Result!.WorkItemId).Distinct().Count().ShouldBe(1200);
        var calls = await CallsAsync(aps);
        calls["da.websocket"].ShouldBe(1200);
        // 0.05 for each, at most.
        (calls.GetValueOrDefault("da") + calls.GetValueOrDefault("da.workitems.get")).ShouldBeLessThanOrEqualTo(60);
    }

    [Fact]
    public async Task WorkItems_whose_connection_breaks_are_asked_for_and_the_next_ones_have_a_new_one()
    {
        var options = Fast();
        options.Automation.SimulatedProcessingTime = TimeSpan.FromSeconds(2);
        await using var aps = await EmulatedAps.StartAsync(options);
        await using var cable = new Cable(aps.Emulator.BaseAddress);
        using var log = new Heard();
        var settings = OptionsOf(aps);
        settings.WebSocketUrl = cable.Address;
        await using var workflow = AutomationWorkflow.Create(settings, log);
        var spec = new WorkItemSpec { ActivityId = await PublishAsync(workflow.Automation, "Autodesk.AutoCAD+24_3") };
        var waits = new List<Task<WorkItemResult>>();
        for (var number = 0; number < 3; number++)
            waits.Add(workflow.WaitForCompletionAsync(await workflow.StartWorkItemAsync(spec, Stop), Quiet(aps), Stop));

        cable.Cut().ShouldBe(1);
        await log.UntilAsync("SocketLost", Stop);
        waits.Add(workflow.WaitForCompletionAsync(await workflow.StartWorkItemAsync(spec, Stop), Quiet(aps), Stop));

        foreach (var wait in waits)
            (await wait.WaitAsync(TimeSpan.FromSeconds(30), Stop)).Status.ShouldBe(WorkItemStatus.Success);
        (await CallsAsync(aps))["da.websocket"].ShouldBe(4);
        log.Text.ShouldContain("3 WorkItems that it was to tell of are asked for; 0 submissions were not answered");
    }

    private static ApsEmulatorOptions Fast() => new() { Automation = { SimulatedProcessingTime = TimeSpan.FromMilliseconds(100) } };

    private static ApsisOptions OptionsOf(EmulatedAps aps) => new()
    {
        ClientId = "client-a",
        ClientSecret = "the-secret-of-a",
        BaseUrl = aps.Emulator.BaseAddress,
        DefaultBucket = "socket-bucket",
        UseWebSocket = true,
    };

    private static WaitOptions Quiet(EmulatedAps aps) => new() { SaveReport = false, OutputDirectory = aps.Folder, PollInterval = TimeSpan.FromMilliseconds(250), Timeout = TimeSpan.FromMinutes(2) };

    private static async Task<string> PublishAsync(AutomationClient automation, string engine)
    {
        var activity = await automation.Activities.CreateAsync(new Activity { Id = "Plot", Engine = engine, CommandLine = ["plot"] }, Stop);
        await automation.Activities.SetAliasAsync("Plot", "prod", activity.Version!.Value, Stop);
        return "client-a.Plot+prod";
    }

    /// <summary>How many calls of each family the emulator has counted.</summary>
    private static async Task<Dictionary<string, int>> CallsAsync(EmulatedAps aps)
    {
        using var http = new HttpClient();
        var usage = await http.GetFromJsonAsync<JsonElement>(new Uri(aps.Emulator.BaseAddress, "_apsis/usage"), Stop);
        return usage.GetProperty("usage").EnumerateArray().ToDictionary(one => one.GetProperty("family").GetString()!, one => one.GetProperty("calls").GetInt32());
    }
}
