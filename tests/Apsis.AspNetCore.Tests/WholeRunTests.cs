using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Apsis.AspNetCore.Tests.Support;
using Apsis.Automation;
using Apsis.Emulator;
using Apsis.Emulator.Faults;
using Apsis.Runs;
using Apsis.Runs.Callbacks;
using Apsis.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.AspNetCore.Tests;

/// <summary>Runs whose end is told by callback: a real service, a real receiver, and real programs.</summary>
public sealed class WholeRunTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("apsis-callbacks-").FullName;
    private ApsEmulator _emulator = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _emulator = await ApsEmulator.StartAsync(new() { Automation = { MaxParallelWorkItems = 50, SimulatedProcessingTime = TimeSpan.FromSeconds(1) } }, Stop);

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(HintTrust.Trust, CallbackSecretPlace.Header, 0)]
    [InlineData(HintTrust.Confirm, CallbackSecretPlace.Header, 1)]
    [InlineData(HintTrust.Trust, CallbackSecretPlace.Path, 0)]
    public async Task A_run_ends_by_its_callback(HintTrust trust, CallbackSecretPlace place, int questions)
    {
        await using var receiver = await StartAsync(apsis => (apsis.CallbackTrust, apsis.Callbacks.SecretPlace) = (trust, place));
        var activity = await PublishAsync(receiver, "Draw", "sleep 1; echo drawn");

        var result = await receiver.Workflow.RunWorkItemWithFilesAsync(activity, Here(), Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        StatusCalls().ShouldBe(questions);
        receiver.Log.Lines.Count(line => line.Name == "CallbackAccepted").ShouldBe(1);
        receiver.Log.Lines.ShouldNotContain(line => line.Name == "CallbackMissed");
    }

    [Fact]
    public async Task An_end_that_a_WebSocket_tells_first_is_no_missed_callback_and_the_callback_counts_all_the_same()
    {
        var handler = new RecordingHandler();
        await using var receiver = await StartAsync(apsis => apsis.UseWebSocket = true, services => services.AddSingleton<IWorkItemCallbackHandler>(handler));
        _emulator.SetFaults(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.CallbackLate, DelayMilliseconds = 1500 }] });
        var activity = await PublishAsync(receiver, "Draw", "sleep 1; echo drawn");

        var result = await receiver.Workflow.RunWorkItemWithFilesAsync(activity, Here(), Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        handler.Completed.ShouldBeEmpty();
        await Waits.UntilAsync(() => handler.Completed.Count == 1, () => "The late callback has not been handled.");
        receiver.Log.Lines.ShouldNotContain(line => line.Name == "CallbackMissed");
    }

    [Fact]
    public async Task WorkItems_of_all_ways_to_start_them_call_back()
    {
        var handler = new RecordingHandler();
        await using var receiver = await StartAsync(add: services => services.AddSingleton<IWorkItemCallbackHandler>(handler));
        var activity = await PublishAsync(receiver, "Draw", "sleep 1");
        var spec = new WorkItemSpec { ActivityId = activity };
        var workflow = receiver.Workflow;

        var started = await workflow.StartWorkItemAsync(activity, new Dictionary<string, WorkItemArgument>(), cancellationToken: Stop);
        var submitted = await workflow.StartWorkItemAsync(spec, Stop);
        var batch = await workflow.RunBatchWorkItemsAsync([spec, spec], new WaitOptions { SaveReport = false }, Stop);
        foreach (var id in new[] { started, submitted })
            (await workflow.WaitForCompletionAsync(id, new WaitOptions { SaveReport = false }, Stop)).Status.ShouldBe(WorkItemStatus.Success);

        await Waits.UntilAsync(() => handler.Completed.Count == 4, () => $"{handler.Completed.Count} have called.");
        handler.Completed.Select(callback => callback.Item.Id).Order().ShouldBe(batch.Select(item => item.WorkItemId).Append(started).Append(submitted).Order());
        handler.Completed.Select(callback => callback.Run).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task Two_hundred_WorkItems_cost_four_calls()
    {
        await using var receiver = await StartAsync();
        var automation = receiver.Services.GetRequiredService<AutomationClient>();
        var created = await automation.Activities.CreateAsync(
            new Activity { Id = "Simulated", Engine = "Autodesk.AutoCAD+24_3", CommandLine = ["\"$(engine.path)/accoreconsole.exe\""] }, Stop);
        await automation.Activities.SetAliasAsync("Simulated", "test", created.Version!.Value, Stop);
        var spec = new WorkItemSpec { ActivityId = $"{await automation.App.GetNicknameAsync(Stop)}.Simulated+test" };
        var before = DesignAutomationCalls();

        var results = await receiver.Workflow.RunBatchWorkItemsAsync([.. Enumerable.Repeat(spec, 200)], new WaitOptions { SaveReport = false }, Stop);

        results.ShouldAllBe(result => result.IsSuccess);
        var calls = DesignAutomationCalls() - before;
        TestContext.Current.TestOutputHelper!.WriteLine($"{calls} calls for 200 WorkItems.");
        calls.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_lost_callback_is_covered_by_asking_now_and_then()
    {
        _emulator.SetFaults(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.CallbackLost }] });
        await using var receiver = await StartAsync(apsis => apsis.Callbacks.PollInterval = TimeSpan.FromSeconds(2));
        var activity = await PublishAsync(receiver, "Draw", "sleep 1");

        (await receiver.Workflow.RunWorkItemWithFilesAsync(activity, Here(), Stop)).Status.ShouldBe(WorkItemStatus.Success);

        receiver.Log.Lines.ShouldNotContain(line => line.Name == "CallbackAccepted");
        receiver.Log.Lines.Count(line => line.Name == "CallbackMissed").ShouldBe(1);
        StatusCalls().ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task A_doubled_callback_is_acted_on_once()
    {
        _emulator.SetFaults(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.CallbackDoubled }] });
        var handler = new RecordingHandler();
        await using var receiver = await StartAsync(add: services => services.AddSingleton<IWorkItemCallbackHandler>(handler));
        var activity = await PublishAsync(receiver, "Draw", "sleep 1");

        (await receiver.Workflow.RunWorkItemWithFilesAsync(activity, Here(), Stop)).Status.ShouldBe(WorkItemStatus.Success);

        await Waits.UntilAsync(() => receiver.Log.Text.Split("Request finished").Length == 3, () => receiver.Log.Text);
        handler.Completed.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Progress_is_told_to_handlers_and_one_of_them_cancels()
    {
        var handler = new RecordingHandler { Cancels = callback => callback.Item.ProgressText?.Contains("sheet", StringComparison.Ordinal) == true };
        await using var receiver = await StartAsync(apsis => apsis.Callbacks.AsksForProgress = true, services => services.AddSingleton<IWorkItemCallbackHandler>(handler));
        var activity = await PublishAsync(receiver, "Report", """printf '!ACESAPI:acesHttpOperation("onProgress","","","{""sheet"":3}","")\n'; read -r answer; sleep 600""");

        var result = await receiver.Workflow.RunWorkItemWithFilesAsync(activity, Here(), Stop);

        result.Status.ShouldBe(WorkItemStatus.Cancelled);
        await Waits.UntilAsync(() => !handler.Progressed.IsEmpty && !handler.Completed.IsEmpty, () => receiver.Log.Text);
        handler.Progressed.First().Item.ProgressText.ShouldNotBeNull().ShouldContain("sheet");
        handler.Completed.Single().Item.Status.ShouldBe(WorkItemStatus.Cancelled);
    }

    [Fact]
    public async Task Another_process_with_the_same_key_takes_the_callback_and_does_not_claim_to_know_it()
    {
        var handler = new RecordingHandler();
        await using var receiver = await StartAsync(add: services => services.AddSingleton<IWorkItemCallbackHandler>(handler));
        var activity = await PublishAsync(receiver, "Draw", "sleep 1");
        var options = Options(new ApsisOptions());
        options.Callbacks.Key = Receiver.Key;
        options.Callbacks.BaseUrl = new Uri(receiver.BaseUrl, "apsis/callbacks");
        await using var submitter = AutomationWorkflow.Create(options);

        var result = await submitter.RunWorkItemWithFilesAsync(activity, Here() with { PollInterval = TimeSpan.FromMilliseconds(200) }, Stop);

        result.Status.ShouldBe(WorkItemStatus.Success);
        await Waits.UntilAsync(() => !handler.Completed.IsEmpty, () => receiver.Log.Text);
        (handler.Completed.Single().Item.Id, handler.Completed.Single().IsExpected).ShouldBe((result.WorkItemId, false));
    }

    [Fact]
    public async Task No_log_and_no_report_of_a_run_holds_its_secret()
    {
        var secrets = new List<string>();
        await using var receiver = await StartAsync();
        var activity = await PublishAsync(receiver, "Draw", "echo drawn");

        var result = await receiver.Workflow.RunWorkItemWithFilesAsync(activity, Here() with { Progress = new Told(line => secrets.Add(line)) }, Stop);

        receiver.Log.Text.ShouldContain("WorkItemSubmitted");
        var run = Regex.Match(receiver.Log.Text, "/complete/([0-9a-z]{26})\\.([0-9]+)");
        run.Success.ShouldBeTrue();
        var ticket = new CallbackTicket(
            CallbackKind.Complete, RunId.Parse(run.Groups[1].Value), DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(run.Groups[2].Value, CultureInfo.InvariantCulture)));
        var secret = CallbackSigner.OfText(Receiver.Key).Sign(ticket);
        // It is the right one, or the rest would say nothing.
        receiver.Callbacks.Check("complete", run.Value.Split('/')[2], secret, out _).ShouldBe(CallbackVerdict.Right);
        foreach (var text in new[] { receiver.Log.Text, string.Join('\n', secrets), result.ToString(), await File.ReadAllTextAsync(result.ReportPath!, Stop) })
        {
            text.ShouldNotContain(secret);
            text.ShouldNotContain(Receiver.Key);
        }
    }

    [Fact]
    public async Task The_journal_of_a_run_holds_no_secret()
    {
        await using var receiver = await StartAsync(apsis => apsis.Callbacks.SecretPlace = CallbackSecretPlace.Path);
        var activity = await PublishAsync(receiver, "Draw", "echo drawn");
        var journal = new InMemoryRunJournal();
        await using var host = new RunHost(receiver.Workflow.Automation, receiver.Workflow.Data, journal, new RunHostOptions { Callbacks = receiver.Callbacks }, receiver.Workflow.Tracker);

        var run = await new RunClient(host).StartAsync(new RunSpec { ActivityId = activity, OutputDirectory = _folder }, cancellationToken: Stop);
        await run.WaitAsync(Stop);

        // With the secret in the path the server's own log tells which it was.
        var path = Regex.Match(receiver.Log.Text, "/complete/[0-9a-z]{26}\\.[0-9]+\\.([-_A-Za-z0-9]{43})");
        path.Success.ShouldBeTrue();
        var events = await journal.ReadAsync(run.Id, Stop).Select(happened => $"{happened} {JsonSerializer.Serialize(happened, happened.GetType())}").ToListAsync(Stop);
        events.Count.ShouldBeGreaterThan(4);
        string.Join('\n', events).ShouldNotContain(path.Groups[1].Value);
    }

    [Fact]
    public async Task From_the_end_to_the_caller_it_takes_milliseconds()
    {
        await using var receiver = await StartAsync();
        var activity = await PublishAsync(receiver, "Nothing", "exit 0");
        var delays = new List<double>();
        for (var number = 0; number < 25; number++)
        {
            var id = await receiver.Workflow.StartWorkItemAsync(activity, new Dictionary<string, WorkItemArgument>(), cancellationToken: Stop);
            var waiting = receiver.Workflow.WaitForCompletionAsync(id, new WaitOptions { SaveReport = false }, Stop);
            await waiting;
            var told = TimeProvider.System.GetUtcNow();
            var ended = await _emulator.WaitForWorkItemAsync(id, Stop);
            delays.Add((told - ended.Time).TotalMilliseconds);
        }

        delays.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine($"Finish to caller on loopback: p50 {delays[delays.Count / 2]:0.0} ms, slowest {delays[^1]:0.0} ms, of {delays.Count} WorkItems.");
        delays.Count.ShouldBe(25);
    }

    private Task<Receiver> StartAsync(Action<ApsisOptions>? options = null, Action<IServiceCollection>? add = null) => Receiver.StartAsync(add, null, apsis =>
    {
        Options(apsis);
        options?.Invoke(apsis);
    });

    private ApsisOptions Options(ApsisOptions apsis)
    {
        (apsis.ClientId, apsis.ClientSecret, apsis.BaseUrl) = ("client-a", "secret-a", _emulator.BaseAddress);
        return apsis;
    }

    private Task<string> PublishAsync(Receiver receiver, string name, string script) =>
        ScriptActivity.PublishAsync(receiver.Services.GetRequiredService<AutomationClient>(), _folder, name, script, "");

    private RunWorkItemOptions Here() => new() { OutputDirectory = Path.Combine(_folder, "here") };

    private int DesignAutomationCalls() => _emulator.Requests.Count(request => request.Path.StartsWith("/da/", StringComparison.Ordinal));

    private int StatusCalls() => _emulator.Requests.Count(request => request.Path.Contains("/workitems/", StringComparison.Ordinal)
        && (request.Method == "GET" || request.Path.EndsWith("/status", StringComparison.Ordinal)));

    private sealed class Told(Action<string> write) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => write(value.ToString());
    }
}
