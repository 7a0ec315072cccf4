using System.Net;
using Apsis.Emulator.Observation;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Observation;

public sealed class EventTests : AutomationTest
{
    private static readonly WorkItemPhase[] AllPhases =
        [WorkItemPhase.Queued, WorkItemPhase.Downloading, WorkItemPhase.Running, WorkItemPhase.Uploading, WorkItemPhase.Ended];

    private static readonly WorkItemPhase[] WithoutUploading = [WorkItemPhase.Queued, WorkItemPhase.Downloading, WorkItemPhase.Running, WorkItemPhase.Ended];

    private static readonly string[] AnyLine = ["x"];

    private int _maxEvents = 10_000;

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.Observation.MaxEvents = _maxEvents;
        options.Automation.SimulatedProcessingTime = TimeSpan.FromMilliseconds(1);
    }

    [Fact]
    public async Task A_WorkItem_that_is_awaited_has_ended()
    {
        var id = await SubmitAsync(await ShellActivityAsync("Quick", "echo done"));
        var ended = await Emulator.WaitForWorkItemAsync(id, Cancellation);

        (ended.WorkItemId, ended.ClientId, ended.Phase, ended.Status).ShouldBe((id, "client-a", WorkItemPhase.Ended, "success"));
        (await StatusAsync(id))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task One_that_ended_before_the_call_is_there_at_once()
    {
        var id = await SubmitAsync(await ShellActivityAsync("Quick", "exit 3"));
        await EndAsync(id);

        var again = Emulator.WaitForWorkItemAsync(id, Cancellation);
        again.IsCompletedSuccessfully.ShouldBeTrue();
        (await again).Status.ShouldBe("failedInstructions");
    }

    [Fact]
    public async Task A_phase_can_be_awaited_while_the_program_runs()
    {
        var id = await SubmitAsync(await ShellActivityAsync("Slow", "sleep 60"));
        var running = await Emulator.WaitForWorkItemAsync(id, WorkItemPhase.Running, Cancellation);
        running.Status.ShouldBe("inprogress");

        await CallAsync(HttpMethod.Delete, $"/workitems/{id}");
        (await Emulator.WaitForWorkItemAsync(id, Cancellation)).Status.ShouldBe("cancelled");
    }

    [Fact]
    public async Task Events_tell_every_phase_in_order_also_those_that_are_past()
    {
        var id = await SubmitAsync(await ShellActivityAsync("Quick", "echo done"));
        await Emulator.WaitForWorkItemAsync(id, Cancellation);

        (await PhasesAsync(id)).ShouldBe(AllPhases);
    }

    [Fact]
    public async Task A_WorkItem_that_fails_never_seems_to_upload()
    {
        var id = await SubmitAsync(await ShellActivityAsync("Bad", "exit 1"));
        await Emulator.WaitForWorkItemAsync(id, Cancellation);

        (await PhasesAsync(id)).ShouldBe(WithoutUploading);
    }

    [Fact]
    public async Task Fifty_at_once_are_all_seen_to_end_in_order()
    {
        var activity = await ActivityAsync("Simulated", new { id = "Simulated", engine = "Autodesk.AutoCAD+25_1", commandLine = AnyLine });
        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SubmitAsync(activity)));
        var ended = await Task.WhenAll(ids.Select(id => Emulator.WaitForWorkItemAsync(id, Cancellation)));

        ended.ShouldAllBe(item => item.Status == "success");
        foreach (var id in ids) (await PhasesAsync(id)).ShouldBe(AllPhases);
    }

    [Fact]
    public async Task Objects_are_told_when_they_appear_and_when_they_go()
    {
        await BucketAsync("drawings");
        await PutObjectAsync("drawings", "a b/ü.dwg", new byte[7]);
        using var copied = await Client.PutAsync("/oss/v2/buckets/drawings/objects/a%20b%2F%C3%BC.dwg/copyto/copy.dwg", null, Cancellation);
        copied.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var deleted = await Client.DeleteAsync("/oss/v2/buckets/drawings/objects/copy.dwg", Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);

        var events = await Emulator.Events.Take(3).ToListAsync(Cancellation);
        events.OfType<ObjectStored>().Select(stored => (stored.BucketKey, stored.ObjectKey, stored.Size))
            .ShouldBe([("drawings", "a b/ü.dwg", 7), ("drawings", "copy.dwg", 7)]);
        events[2].ShouldBeOfType<ObjectDeleted>().ObjectKey.ShouldBe("copy.dwg");
    }

    [Fact]
    public async Task An_unknown_WorkItem_is_said_to_be_so() => (await Should.ThrowAsync<ApsEmulatorException>(
        () => Emulator.WaitForWorkItemAsync("nobody", Cancellation))).Message.ShouldStartWith("The emulator has no WorkItem 'nobody'");

    [Fact]
    public async Task A_stop_ends_the_wait_and_the_events()
    {
        var id = await SubmitAsync(await ShellActivityAsync("Slow", "sleep 60"));
        var running = await Emulator.WaitForWorkItemAsync(id, WorkItemPhase.Running, Cancellation);
        running.Phase.ShouldBe(WorkItemPhase.Running);
        var reading = Emulator.Events.ToListAsync(Cancellation).AsTask();

        await Emulator.StopAsync(Cancellation);

        (await reading)[^1].ShouldBeOfType<WorkItemChanged>().Status.ShouldBe("failedInstructions");
        await Should.ThrowAsync<ObjectDisposedException>(() => Emulator.WaitForWorkItemAsync(id, Cancellation));
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        var id = await SubmitAsync(await ShellActivityAsync("Slow", "sleep 60"));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = Emulator.WaitForWorkItemAsync(id, cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_is_told_that_it_missed_something()
    {
        _maxEvents = 5;
        await StartAsync();
        UseClient(await ClientAsync());
        var activity = await ShellActivityAsync("Quick", "echo done");
        await Emulator.WaitForWorkItemAsync(await SubmitAsync(activity), Cancellation);
        await using var events = Emulator.Events.GetAsyncEnumerator(Cancellation);
        for (var i = 0; i < 5; i++) (await events.MoveNextAsync()).ShouldBeTrue();
        await Emulator.WaitForWorkItemAsync(await SubmitAsync(activity), Cancellation);
        await Emulator.WaitForWorkItemAsync(await SubmitAsync(activity), Cancellation);

        (await Should.ThrowAsync<ApsEmulatorException>(() => events.MoveNextAsync().AsTask())).Message.ShouldStartWith("5 events were dropped");
    }

    private ValueTask<List<WorkItemPhase>> PhasesAsync(string id) => Emulator.Events.OfType<WorkItemChanged>()
        .Where(changed => changed.WorkItemId == id)
        .TakeUntilEnd()
        .Select(changed => changed.Phase)
        .ToListAsync(Cancellation);
}

internal static class WorkItemEvents
{
    /// <summary>The events up to the one that ends the WorkItem.</summary>
    public static async IAsyncEnumerable<WorkItemChanged> TakeUntilEnd(this IAsyncEnumerable<WorkItemChanged> events)
    {
        await foreach (var changed in events)
        {
            yield return changed;
            if (changed.Phase == WorkItemPhase.Ended) yield break;
        }
    }
}
