using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Runs;
using Apsis.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Runs;

/// <summary>Submissions of one Activity that share a request: each has its own answer, and none is made twice.</summary>
public sealed class JoinedSubmissionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_that_come_together_share_a_request_and_each_has_its_own_answer()
    {
        await using var service = await Submissions.StartAsync();
        await using var workflow = service.Workflow();

        var ids = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => workflow.StartWorkItemAsync(Spec($"{number}"), Stop)));

        ids.ShouldBe(Enumerable.Range(0, 60).Select(number => $"w{number}"));
        service.Requests.Count.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task One_that_goes_alone_leaves_the_line_when_its_caller_does()
    {
        var time = new FakeTimeProvider();
        using var service = new FakeAutomation(time);
        var automation = service.Client(assumeLimits: true);
        await (await automation.Pipeline.GateOf(EndpointFamily.Automation).EnterAsync(CallPriority.Interactive, Stop)).RefusedAsync(TimeSpan.FromMinutes(1));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var submission = new WorkItemSubmitter(automation, TimeSpan.Zero).SubmitAsync(Spec("large") with { MemoryGb = 32 }, CallPriority.Interactive, leaving.Token);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => submission.WaitAsync(TimeSpan.FromSeconds(10), Stop));
        service.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Those_that_come_while_a_request_is_under_way_are_the_next_one()
    {
        await using var service = await Submissions.StartAsync();
        await using var workflow = service.Workflow();
        service.Hold = new TaskCompletionSource();
        var first = workflow.StartWorkItemAsync(Spec("first"), Stop);
        await service.UntilAsync(1);

        var others = Enumerable.Range(0, 30).Select(number => workflow.StartWorkItemAsync(Spec($"{number}"), Stop)).ToList();
        await Task.Delay(100, Stop);
        service.Hold.SetResult();

        (await first).ShouldBe("wfirst");
        await Task.WhenAll(others);
        service.Requests.Select(request => request.Length).ShouldBe([1, 30]);
    }

    [Fact]
    public async Task A_bad_one_is_refused_alone_and_the_others_are_submitted_once_each()
    {
        await using var service = await Submissions.StartAsync();
        await using var workflow = service.Workflow();
        service.IsBad = name => name is "bad-1" or "bad-2";
        var names = Enumerable.Range(0, 30).Select(number => number switch { 7 => "bad-1", 21 => "bad-2", _ => $"{number}" }).ToList();

        var waits = names.ToDictionary(name => name, name => workflow.StartWorkItemAsync(Spec(name), Stop));

        foreach (var (name, wait) in waits)
        {
            if (service.IsBad(name))
                (await Should.ThrowAsync<AutomationException>(() => wait)).Payload.ShouldContain(name);
            else
                (await wait).ShouldBe($"w{name}");
        }

        service.Accepted.Order().ShouldBe(names.Where(name => !service.IsBad(name)).Order());
    }

    [Fact]
    public async Task A_lost_answer_is_lost_for_all_of_its_request_and_nothing_is_submitted_again()
    {
        await using var service = await Submissions.StartAsync();
        await using var workflow = service.Workflow();
        service.IsLost = true;

        var waits = Enumerable.Range(0, 20).Select(number => workflow.StartWorkItemAsync(Spec($"{number}"), Stop)).ToList();

        foreach (var wait in waits)
            (await Should.ThrowAsync<AutomationException>(() => wait)).Status.ShouldBeNull();
        service.Accepted.Count.ShouldBe(20);
        service.Accepted.Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task Who_leaves_the_line_is_not_submitted_and_hurts_nobody()
    {
        await using var service = await Submissions.StartAsync();
        await using var workflow = service.Workflow();
        service.Hold = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var first = workflow.StartWorkItemAsync(Spec("first"), leaving.Token);
        await service.UntilAsync(1);
        var left = workflow.StartWorkItemAsync(Spec("left"), leaving.Token);
        var kept = workflow.StartWorkItemAsync(Spec("kept"), Stop);

        await leaving.CancelAsync();
        (await Should.ThrowAsync<OperationCanceledException>(() => left)).CancellationToken.ShouldBe(leaving.Token);
        service.Hold.SetResult();

        (await first).ShouldBe("wfirst", "it was under way: what is paid for is told");
        (await kept).ShouldBe("wkept");
        service.Accepted.Order().ShouldBe(["first", "kept"]);
    }

    [Fact]
    public async Task No_request_is_larger_than_the_service_takes_and_none_has_more_than_a_hundred()
    {
        await using var service = await Submissions.StartAsync();
        await using var workflow = service.Workflow();

        await Task.WhenAll(Enumerable.Range(0, 250).Select(number => workflow.StartWorkItemAsync(Spec($"{number}"), Stop)));
        await Task.WhenAll(Enumerable.Range(1000, 60).Select(number => workflow.StartWorkItemAsync(Spec($"{number}", new string('x', 4000)), Stop)));

        service.Accepted.Count.ShouldBe(310);
        service.Requests.Max(request => request.Length).ShouldBe(100);
        service.Bytes.Max().ShouldBeInRange(60_000, ApsLimits.MaxPayloadBytes);
    }

    [Fact]
    public async Task A_refusal_of_the_caller_is_not_asked_for_again()
    {
        await using var service = await Submissions.StartAsync();
        await using var workflow = service.Workflow();
        service.Refusal = 403;

        var waits = Enumerable.Range(0, 20).Select(number => workflow.StartWorkItemAsync(Spec($"{number}"), Stop)).ToList();

        foreach (var wait in waits)
            (await Should.ThrowAsync<AutomationException>(() => wait)).Status.ShouldBe(HttpStatusCode.Forbidden);
        service.Requests.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task The_good_ones_of_a_batch_are_waited_for_while_the_bad_ones_are_results_with_an_error()
    {
        await using var service = await Submissions.StartAsync();
        await using var workflow = service.Workflow();
        service.IsBad = name => name == "3";

        var results = await workflow.RunBatchWorkItemsAsCompletedAsync(
            [.. Enumerable.Range(0, 10).Select(number => Spec($"{number}"))], new WaitOptions { SaveReport = false }, Stop).ToListAsync(Stop);

        results.Where(result => result.IsSuccess).Select(result => result.Index).Order().ShouldBe([0, 1, 2, 4, 5, 6, 7, 8, 9]);
        results.Single(result => result.Index == 3).Error.ShouldBeOfType<AutomationException>().Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static WorkItemSpec Spec(string name, string? text = null) => new()
    {
        ActivityId = "me.Do+prod",
        Arguments = new Dictionary<string, WorkItemArgument> { ["name"] = new WorkItemArgument.Raw(JsonValue.Create(name)), ["text"] = new WorkItemArgument.Raw(JsonValue.Create(text ?? "")) },
    };

    private sealed class Submissions : IAsyncDisposable
    {
        private ScriptedService _service = null!;

        /// <summary>The names of each submission request.</summary>
        public ConcurrentQueue<string[]> Requests { get; } = new();

        public ConcurrentQueue<long> Bytes { get; } = new();

        public ConcurrentQueue<string> Accepted { get; } = new();

        public Func<string, bool> IsBad { get; set; } = _ => false;

        public bool IsLost { get; set; }

        public int? Refusal { get; set; }

        /// <summary>Requests are answered when this is done.</summary>
        public TaskCompletionSource? Hold { get; set; }

        public static async Task<Submissions> StartAsync()
        {
            var submissions = new Submissions();
            submissions._service = await ScriptedService.StartAsync(submissions.AnswerAsync);
            return submissions;
        }

        public AutomationWorkflow Workflow() => new(_service.Automation(), _service.Data(), new() { PollInterval = TimeSpan.FromMilliseconds(100) });

        public async Task UntilAsync(int requests)
        {
            for (var tries = 0; Requests.Count < requests; tries++)
            {
                tries.ShouldBeLessThan(1000, $"{Requests.Count} requests after 10 s");
                await Task.Delay(10, Stop);
            }
        }

        public ValueTask DisposeAsync() => _service.DisposeAsync();

        private async Task AnswerAsync(HttpContext context)
        {
            var path = context.Request.Path.Value!;
            using var body = context.Request.Method == "POST" ? await JsonDocument.ParseAsync(context.Request.Body) : null;
            if (path.EndsWith("/workitems/status", StringComparison.Ordinal))
            {
                await ScriptedService.JsonAsync(context, $$"""{"results":[{{string.Join(',', body!.RootElement.EnumerateArray().Select(id => Item(id.GetString()!, "success")))}}]}""");
                return;
            }

            if (body is null)
            {
                await ScriptedService.JsonAsync(context, Item(path.Split('/')[^1], "success"));
                return;
            }

            var isBatch = path.EndsWith("/batch", StringComparison.Ordinal);
            var names = (isBatch ? body.RootElement.EnumerateArray().ToArray() : [body.RootElement])
                .Select(item => NameOf(item.GetProperty("arguments").GetProperty("name"))).ToArray();
            Bytes.Enqueue(context.Request.ContentLength ?? 0);
            Requests.Enqueue(names);
            if (Hold is { } hold)
                await hold.Task;
            if (Refusal is { } status)
                await ScriptedService.JsonAsync(context, "\"no\"", status);
            else if (names.FirstOrDefault(IsBad) is { } bad)
                await ScriptedService.JsonAsync(context, $$"""{"arguments":["{{bad}} is bad."]}""", 400);
            else
                await AcceptAsync(context, names, isBatch);
        }

        private Task AcceptAsync(HttpContext context, string[] names, bool isBatch)
        {
            foreach (var name in names)
                Accepted.Enqueue(name);
            if (IsLost)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            var items = string.Join(',', names.Select(name => Item($"w{name}", "pending")));
            return ScriptedService.JsonAsync(context, isBatch ? $"[{items}]" : items);
        }

        private static string NameOf(JsonElement argument) =>
            (argument.ValueKind == JsonValueKind.Object ? argument.GetProperty("value") : argument).GetString()!;

        private static string Item(string id, string status) => $$"""{"id":"{{id}}","status":"{{status}}"}""";
    }
}
