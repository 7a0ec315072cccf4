using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs.Sockets;

/// <summary>Services that take a WebSocket, and do with it anything but answer: what is submitted must get through, and not cost a time-out each.</summary>
public sealed class SocketSilenceTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_says_nothing_costs_one_answer_and_is_left_alone()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = peer => peer.ReadToEndAsync();
        using var log = new Heard();
        await using var workflow = service.Workflow(Logged(log), useWebSocket: true);

        var outcomes = await OutcomesAsync(workflow, 4);

        outcomes.ShouldBe(["unknown", "w1", "w2", "w3"]);
        service.Connections.ShouldBe(1);
        log.Text.ShouldContain("can not be used: no answer came within 1 s. WorkItems are submitted over HTTP; it is tried again after 600 s");
    }

    [Fact]
    public async Task One_that_says_much_but_answers_nothing_is_left_alone_too()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = async peer =>
        {
            var reading = peer.ReadToEndAsync();
            while (!reading.IsCompleted)
            {
                await peer.SayAsync("""{"action":"progress","data":"heartbeat"}""");
                await Task.WhenAny(reading, Task.Delay(20));
            }
        };
        await using var workflow = service.Workflow(useWebSocket: true);

        (await OutcomesAsync(workflow, 1)).ShouldBe(["unknown"]);
        for (var number = 1; number <= 3; number++)
            (await StartAsync(workflow)).ShouldBe($"w{number}");

        service.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_only_those_that_were_handed_in_are_of_unknown_fate()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        var taken = 0;
        service.Socket = async peer =>
        {
            while (await peer.ReadAsync() is not null)
                Interlocked.Increment(ref taken);
        };
        await using var workflow = service.Workflow(useWebSocket: true);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => OutcomeAsync(workflow)));

        var unknown = outcomes.Count(outcome => outcome == "unknown");
        unknown.ShouldBeInRange(1, 16);
        unknown.ShouldBe(taken);
        outcomes.Where(outcome => outcome != "unknown").Distinct().Count().ShouldBe(40 - unknown);
    }

    [Fact]
    public async Task One_that_greets_and_hangs_up_is_not_opened_over_and_over()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = async peer =>
        {
            await peer.SayAsync("""{"action":"progress","data":"welcome"}""");
            await peer.CloseAsync();
        };
        using var log = new Heard();
        await using var workflow = service.Workflow(Logged(log), useWebSocket: true);

        var outcomes = await OutcomesAsync(workflow, 6);

        // One may be under way when it hangs up.
        outcomes.Count(outcome => outcome == "unknown").ShouldBeLessThanOrEqualTo(1);
        service.Connections.ShouldBe(1);
        log.Text.ShouldContain("can not be used: the service closed the connection");
    }

    [Fact]
    public async Task WorkItems_of_one_that_stops_answering_are_told_or_asked_for_and_the_next_have_another_connection()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "success";
        var second = new TaskCompletionSource();
        service.Socket = async peer =>
        {
            var message = (await peer.ReadAsync())!;
            await peer.StatusAsync(message, $"s{service.Connections}", "pending");
            await peer.ReadAsync();
            second.TrySetResult();
            await peer.ReadToEndAsync();
        };
        await using var workflow = service.Workflow(useWebSocket: true);
        var id = await StartAsync(workflow);
        var wait = workflow.WaitForCompletionAsync(id, new WaitOptions { SaveReport = false }, Stop);

        (await OutcomesAsync(workflow, 2)).ShouldBe(["unknown", "s2"]);

        (await wait.WaitAsync(Soon, Stop)).Status.ShouldBe(WorkItemStatus.Success);
        second.Task.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_is_large_goes_over_HTTP()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = peer => peer.ReadToEndAsync();
        await using var workflow = service.Workflow(useWebSocket: true);
        var large = new WorkItemSpec { ActivityId = "me.Do+prod", Arguments = new Dictionary<string, WorkItemArgument> { ["text"] = new WorkItemArgument.Text(new string('x', 40_000)) } };

        (await workflow.StartWorkItemAsync(large, Stop).WaitAsync(Soon, Stop)).ShouldBe("w1");

        service.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task One_that_sends_elsewhere_is_not_followed()
    {
        await using var elsewhere = await ScriptedAutomation.StartAsync();
        elsewhere.Socket = peer => peer.ReadToEndAsync();
        await using var service = await ScriptedAutomation.StartAsync();
        service.SocketMovedTo = elsewhere.SocketAddress;
        await using var workflow = service.Workflow(useWebSocket: true);

        (await StartAsync(workflow)).ShouldBe("w1");

        (service.Connections, elsewhere.Connections).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Why_it_can_not_be_opened_is_in_the_log()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        using var log = new Heard();
        // The discard port, where nobody listens.
        await using var workflow = service.Workflow(Logged(log), webSocketUrl: new Uri("ws://127.0.0.1:9/"));

        (await StartAsync(workflow)).ShouldBe("w1");

        log.Text.ShouldContain("refused", Case.Insensitive);
    }

    [Fact]
    public async Task What_names_a_user_in_the_address_is_in_no_error_and_no_log()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = peer => peer.ReadToEndAsync();
        using var log = new Heard();
        await using var workflow = service.Workflow(Logged(log), webSocketUrl: new UriBuilder(service.SocketAddress) { UserName = "me", Password = "very-secret" }.Uri);

        var error = await Should.ThrowAsync<AutomationException>(() => StartAsync(workflow));

        (error + log.Text).ShouldNotContain("very-secret");
    }

    private static ApsPipelineOptions Logged(Heard log) => new()
    {
        MaxRetries = 1,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        AttemptTimeout = TimeSpan.FromSeconds(1),
        LoggerFactory = log,
    };

    private static async Task<List<string>> OutcomesAsync(AutomationWorkflow workflow, int count)
    {
        var outcomes = new List<string>();
        for (var number = 0; number < count; number++)
            outcomes.Add(await OutcomeAsync(workflow));
        return outcomes;
    }

    private static async Task<string> OutcomeAsync(AutomationWorkflow workflow)
    {
        try
        {
            return await StartAsync(workflow);
        }
        catch (AutomationException error) when (error.Status is null)
        {
            return "unknown";
        }
    }

    private static Task<string> StartAsync(AutomationWorkflow workflow) =>
        workflow.StartWorkItemAsync(new WorkItemSpec { ActivityId = "me.Do+prod" }, Stop).WaitAsync(Soon, Stop);
}
