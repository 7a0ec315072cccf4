using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.Workflow;

/// <summary>Many WorkItems at once.</summary>
public sealed class BatchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_come_as_their_WorkItems_end()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var gate = aps.PathOf("gate");
        var gated = await aps.PublishScriptAsync("Gated", $"while [ ! -e '{gate}' ]; do sleep 0.05; done");
        var quick = await aps.PublishScriptAsync("Quick", "true");
        await using var workflow = aps.Workflow();
        var order = new List<int>();

        await foreach (var ended in workflow.RunBatchWorkItemsAsCompletedAsync(
            [new WorkItemSpec { ActivityId = gated }, new WorkItemSpec { ActivityId = quick }], new WaitOptions { SaveReport = false }, Stop))
        {
            ended.IsSuccess.ShouldBeTrue();
            order.Add(ended.Index);
            await File.WriteAllTextAsync(gate, "", Stop);
        }

        order.ShouldBe([1, 0]);
    }

    [Fact]
    public async Task Runs_with_files_of_several_Activities_each_give_their_own_result_and_a_bad_one_stops_no_other()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var copy = await aps.PublishCopyAsync();
        var fail = await aps.PublishScriptAsync("Fail", "exit 3");
        await using var workflow = aps.Workflow();
        for (var number = 0; number < 12; number++)
            await aps.WriteAsync($"in/{number}.txt", System.Text.Encoding.UTF8.GetBytes($"content {number}"));

        var results = await workflow.RunBatchWithFilesAsync(Enumerable.Range(0, 12).Select(number => number switch
        {
            3 => new BatchRun(fail, new RunWorkItemOptions { OutputDirectory = aps.PathOf("out") }),
            7 => new BatchRun(copy, CopyOf(aps, number, input: "missing.txt")),
            _ => new BatchRun(copy, CopyOf(aps, number, $"in/{number}.txt")),
        }), new BatchOptions { MaxInFlight = 4 }, Stop).ToListAsync(Stop);

        results.Select(result => result.Index).Order().ShouldBe(Enumerable.Range(0, 12));
        results.Single(result => result.Index == 3).Result!.ServiceStatus.ShouldBe("failedInstructions");
        results.Single(result => result.Index == 7).Error.ShouldBeOfType<RunSpecException>().Message.ShouldContain("missing.txt");
        foreach (var good in results.Where(result => result.Index is not (3 or 7)))
            (await File.ReadAllTextAsync(good.Result!.EnsureSuccess().Outputs["out"], Stop)).ShouldBe($"content {good.Index}");
    }

    [Fact]
    public async Task No_more_runs_are_under_way_than_allowed_and_the_list_is_read_as_places_become_free()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        var ended = new HashSet<string>();
        var underWay = new List<int>();
        service.Submit = (context, number) =>
        {
            underWay.Add(number - ended.Count);
            return ScriptedService.JsonAsync(context, $$"""{"id":"w{{number}}","status":"pending"}""");
        };
        // Each ends at a look that comes after two others.
        service.Status = (id, look) => look % 3 == 0 && ended.Add(id) || ended.Contains(id) ? "success" : "inprogress";
        await using var workflow = service.Workflow();
        var ahead = new List<int>();

        var results = await workflow.RunBatchWithFilesAsync(Runs(), new BatchOptions { MaxInFlight = 3 }, Stop).ToListAsync(Stop);

        results.Count(result => result.IsSuccess).ShouldBe(20);
        underWay.Max().ShouldBeInRange(2, 3);
        ahead.Max().ShouldBeLessThanOrEqualTo(3);

        IEnumerable<BatchRun> Runs()
        {
            for (var taken = 0; taken < 20; taken++)
            {
                ahead.Add(taken - ended.Count);
                yield return new BatchRun("me.Do+prod", Quiet);
            }
        }
    }

    [Fact]
    public async Task Leaving_a_batch_early_cancels_what_is_under_way()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var quick = await aps.PublishScriptAsync("Quick", "true");
        var endless = await aps.PublishScriptAsync("Endless", "sleep 600");
        await using var workflow = aps.Workflow();

        await foreach (var _ in workflow.RunBatchWithFilesAsync(
            [new BatchRun(endless, Quiet), new BatchRun(quick, Quiet)], new BatchOptions { MaxInFlight = 3 }, Stop))
            break;

        var items = await aps.Automation().WorkItems.ListAsync(DateTimeOffset.UtcNow.AddHours(-1), Stop).ToListAsync(Stop);
        foreach (var item in items)
            (await workflow.WaitForCompletionAsync(item.Id, new WaitOptions { SaveReport = false }, Stop)).Status.ShouldBeOneOf(WorkItemStatus.Success, WorkItemStatus.Cancelled);
    }

    [Fact]
    public async Task A_cancelled_batch_throws_the_callers_own_cancellation()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        await using var workflow = service.Workflow();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await workflow.RunBatchWithFilesAsync(Enumerable.Repeat(new BatchRun("me.Do+prod", Quiet), 10_000), cancellationToken: stop.Token).ToListAsync(Stop));

        service.Deletions.ShouldBe(service.Submissions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task A_batch_without_a_sensible_bound_is_refused(int inFlight)
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow();

        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () =>
            await workflow.RunBatchWithFilesAsync([new BatchRun("me.Do+prod")], new BatchOptions { MaxInFlight = inFlight }, Stop).ToListAsync(Stop));
    }

    private static RunWorkItemOptions Quiet => new() { SaveReport = false };

    private static RunWorkItemOptions CopyOf(EmulatedAps aps, int number, string input) => new()
    {
        InputFiles = { ["in"] = aps.PathOf(input) },
        OutputFiles = { ["out"] = $"{number}.txt" },
        OutputDirectory = aps.PathOf("out"),
    };
}
