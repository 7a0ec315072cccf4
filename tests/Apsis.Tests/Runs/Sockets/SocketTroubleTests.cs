using Apsis.Auth;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Tests.Support;

namespace Apsis.Tests.Runs.Sockets;

/// <summary>Services that a WebSocket of ours may meet: strange, hostile, tired or not there.</summary>
public sealed class SocketTroubleTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_end_that_is_told_needs_no_question()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = async peer =>
        {
            var message = (await peer.ReadAsync())!;
            message["action"]!.GetValue<string>().ShouldBe("post-workitem");
            message["data"]!["activityId"]!.GetValue<string>().ShouldBe("me.Do+prod");
            message["headers"]!["Authorization"]!.GetValue<string>().ShouldBe("Bearer token-1");
            message["conversationId"]!.GetValue<string>().ShouldMatch(@"^\w{1,40}$");
            await peer.StatusAsync(message, "s1", "pending");
            await peer.SayAsync(message, "progress", "\"heartbeat\"");
            await peer.SayAsync(message, "progress", "\"half\"");
            await peer.StatusAsync(message, "s1", "failedInstructions");
            await peer.ReadToEndAsync();
        };
        await using var workflow = service.Workflow(useWebSocket: true);

        var id = await StartAsync(workflow);
        var result = await EndAsync(workflow, id);

        id.ShouldBe("s1");
        result.ServiceStatus.ShouldBe("failedInstructions");
        service.Submissions.ShouldBe(0);
        service.Looks.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_program_says_of_its_progress_is_heard()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        var go = new TaskCompletionSource();
        service.Socket = async peer =>
        {
            var message = (await peer.ReadAsync())!;
            await peer.StatusAsync(message, "s1", "pending");
            await go.Task;
            await peer.SayAsync(message, "progress", """{"page":3}""");
            await peer.StatusAsync(message, "s1", "success");
            await peer.ReadToEndAsync();
        };
        await using var workflow = service.Workflow(useWebSocket: true);
        var heard = new List<string?>();
        var id = await StartAsync(workflow);

        var wait = workflow.WaitForCompletionAsync(id, new WaitOptions { SaveReport = false, Progress = new Listener<WorkItem>(item => heard.Add(item.ProgressText)) }, Stop);
        go.SetResult();

        (await wait.WaitAsync(Soon, Stop)).Status.ShouldBe(WorkItemStatus.Success);
        heard.ShouldContain("""{"page":3}""");
    }

    [Fact]
    public async Task What_it_refuses_is_submitted_over_HTTP_whose_answer_counts()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = async peer =>
        {
            while (await peer.ReadAsync() is { } message)
                await peer.SayAsync(message, "error", "\"{\\\"activityId\\\":[\\\"not here\\\"]}\"");
        };
        await using var workflow = service.Workflow(useWebSocket: true);

        (await StartAsync(workflow)).ShouldBe("w1");
        service.Submit = (context, _) => ScriptedService.JsonAsync(context, """{"activityId":["not there"]}""", 400);
        (await Should.ThrowAsync<AutomationException>(() => StartAsync(workflow))).Body.ShouldContain("not there");

        service.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Where_there_is_no_WebSocket_all_goes_over_HTTP_and_it_is_not_tried_each_time()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow(useWebSocket: true);

        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
            ids.Add(await StartAsync(workflow));

        ids.ShouldBe(["w1", "w2", "w3", "w4", "w5"]);
        (await EndAsync(workflow, "w1")).Status.ShouldBe(WorkItemStatus.Success);
        service.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_hangs_up_on_everybody_is_left_alone_for_a_while()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = peer => peer.CloseAsync();
        await using var workflow = service.Workflow(useWebSocket: true);

        // One may be under way when it hangs up: it is not known then what came of it, and it is not submitted again.
        var outcomes = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            try
            {
                outcomes.Add(await StartAsync(workflow));
            }
            catch (AutomationException error) when (error.Status is null)
            {
                outcomes.Add("unknown");
            }
        }

        outcomes.Count(outcome => outcome == "unknown").ShouldBeLessThanOrEqualTo(1);
        service.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_submission_that_is_not_answered_is_not_made_again()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = peer => peer.ReadToEndAsync();
        await using var workflow = service.Workflow(useWebSocket: true);

        var error = await Should.ThrowAsync<AutomationException>(() => StartAsync(workflow));

        error.Status.ShouldBeNull();
        error.Message.ShouldContain("no answer came within 1 s");
        error.Message.ShouldContain("may have been accepted");
        service.Submissions.ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_that_ends_with_a_submission_unanswered_leaves_its_fate_unknown()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = async peer =>
        {
            await peer.ReadAsync();
            await peer.CloseAsync();
        };
        await using var workflow = service.Workflow(useWebSocket: true);

        (await Should.ThrowAsync<AutomationException>(() => StartAsync(workflow))).Status.ShouldBeNull();
        service.Submissions.ShouldBe(0);
    }

    [Fact]
    public async Task WorkItems_of_a_connection_that_ends_are_asked_for()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        var cut = new TaskCompletionSource();
        service.Socket = async peer =>
        {
            for (var number = 0; number < 3; number++)
                await peer.StatusAsync((await peer.ReadAsync())!, $"s{number}", "pending");
            await cut.Task;
            await peer.CloseAsync();
        };
        service.Status = (_, _) => cut.Task.IsCompleted ? "success" : "pending";
        await using var workflow = service.Workflow(useWebSocket: true);
        var ids = new List<string>();
        for (var number = 0; number < 3; number++)
            ids.Add(await StartAsync(workflow));
        var waits = ids.ConvertAll(id => EndAsync(workflow, id));

        cut.SetResult();

        foreach (var wait in waits)
            (await wait.WaitAsync(Soon, Stop)).Status.ShouldBe(WorkItemStatus.Success);
        service.Looks.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_is_said_of_others_WorkItems_or_makes_no_sense_changes_nothing()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Status = (_, _) => "inprogress";
        var said = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        service.Socket = async peer =>
        {
            var message = (await peer.ReadAsync())!;
            await peer.StatusAsync(message, "s1", "pending");
            // The end of one that somebody else waits for, in this conversation, in none, and in one that is not known.
            await peer.StatusAsync(message, "w1", "success");
            await peer.SayAsync("""{"action":"status","data":{"id":"w1","status":"success"}}""");
            await peer.SayAsync("""{"action":"status","data":{"id":"w1","status":"success"},"conversationId":"nobody"}""");
            foreach (var text in (string[])["", "{", "[]", "null", "7", "{}", """{"action":7}""", """{"action":"status"}""", """{"action":"status","data":[]}""", """{"action":"status","data":{"id":null,"status":"success"}}""", """{"action":"error","data":"late"}""", """{"message":"Forbidden","connectionId":"x"}"""])
                await peer.SayAsync(text);
            await peer.SayAsync(message, "error", "\"late\"");
            said.SetResult();
            await go.Task;
            await peer.StatusAsync(message, "s1", "success");
            await peer.ReadToEndAsync();
        };
        await using var workflow = service.Workflow(useWebSocket: true);
        var others = workflow.WaitForCompletionAsync("w1", new WaitOptions { SaveReport = false }, Stop);
        var id = await StartAsync(workflow);
        var wait = EndAsync(workflow, id);

        await said.Task.WaitAsync(Soon, Stop);
        go.SetResult();

        (await wait.WaitAsync(Soon, Stop)).Status.ShouldBe(WorkItemStatus.Success);
        others.IsCompleted.ShouldBeFalse();
        service.Status = (_, _) => "success";
        await others.WaitAsync(Soon, Stop);
    }

    [Fact]
    public async Task A_service_that_names_no_conversations_is_understood()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = async peer =>
        {
            await peer.ReadAsync();
            await peer.SayAsync("""{"action":"status","data":{"id":"s1","status":"pending"}}""");
            await peer.ReadAsync();
            await peer.SayAsync("""{"action":"error","data":"no"}""");
            await peer.SayAsync("""{"action":"status","data":{"id":"s1","status":"success"}}""");
            await peer.ReadToEndAsync();
        };
        await using var workflow = service.Workflow(useWebSocket: true);

        var id = await StartAsync(workflow);
        var second = await StartAsync(workflow);

        second.ShouldBe("w1");
        (await EndAsync(workflow, id)).Status.ShouldBe(WorkItemStatus.Success);
        service.Looks.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_without_end_ends_the_connection_and_the_memory_it_takes()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = async peer =>
        {
            var message = (await peer.ReadAsync())!;
            await peer.StatusAsync(message, "s1", "pending");
            await peer.SayAsync(message, "progress", $"\"{new string('x', 3 * 1024 * 1024)}\"");
            await peer.ReadToEndAsync();
        };
        await using var workflow = service.Workflow(useWebSocket: true);

        // Asked for, as the connection is gone.
        (await EndAsync(workflow, await StartAsync(workflow))).Status.ShouldBe(WorkItemStatus.Success);
        service.Looks.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task When_the_limit_is_reached_WorkItems_go_over_HTTP_for_a_minute()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        var messages = 0;
        service.Socket = async peer =>
        {
            while (await peer.ReadAsync() is { } message)
            {
                messages++;
                await peer.SayAsync(message, "error", "\"{\\\"developerMessage\\\":\\\"Quota limit exceeded.\\\"}\"");
            }
        };
        await using var workflow = service.Workflow(useWebSocket: true);

        for (var number = 1; number <= 5; number++)
            (await StartAsync(workflow)).ShouldBe($"w{number}");

        messages.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_token_is_renewed()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        var tokens = new List<string>();
        service.Socket = async peer =>
        {
            while (await peer.ReadAsync() is { } message)
            {
                tokens.Add(message["headers"]!["Authorization"]!.GetValue<string>());
                if (tokens.Count == 1)
                    await peer.SayAsync(message, "error", "\"{\\\"developerMessage\\\":\\\"The access token is expired.\\\",\\\"errorCode\\\":\\\"AUTH-006\\\"}\"");
                else
                    await peer.StatusAsync(message, "s1", "pending");
            }
        };
        await using var workflow = service.Workflow(useWebSocket: true);

        (await StartAsync(workflow)).ShouldBe("w1");
        (await StartAsync(workflow)).ShouldBe("s1");

        tokens.ShouldBe(["Bearer token-1", "Bearer token-2"]);
    }

    [Fact]
    public async Task A_token_that_can_not_be_had_at_that_moment_fails_no_run()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = peer => peer.ReadToEndAsync();
        // The first is for the check of the run.
        await using var workflow = service.Workflow(useWebSocket: true, tokens: new LameTokens(failing: 2));

        var result = await workflow.RunWorkItemWithFilesAsync("me.Do+prod", new RunWorkItemOptions { SaveReport = false }, Stop).WaitAsync(Soon, Stop);

        (result.Status, result.WorkItemId).ShouldBe((WorkItemStatus.Success, "w1"));
    }

    [Fact]
    public async Task One_who_leaves_before_his_WorkItem_is_handed_in_has_none()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        await using var workflow = service.Workflow(useWebSocket: true);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => workflow.StartWorkItemAsync(Spec, gone.Token));

        service.Submissions.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_is_done_says_goodbye()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        var left = new TaskCompletionSource();
        service.Socket = async peer =>
        {
            await peer.StatusAsync((await peer.ReadAsync())!, "s1", "pending");
            await peer.ReadToEndAsync();
            left.SetResult();
        };
        var workflow = service.Workflow(useWebSocket: true);
        await StartAsync(workflow);

        await workflow.DisposeAsync();

        await left.Task.WaitAsync(Soon, Stop);
    }

    [Fact]
    public async Task No_token_is_in_the_log_or_in_an_error()
    {
        await using var service = await ScriptedAutomation.StartAsync();
        service.Socket = async peer =>
        {
            var message = (await peer.ReadAsync())!;
            await peer.SayAsync(message, "error", $"\"Quota limit exceeded for {message["headers"]!["Authorization"]}\"");
            await peer.CloseAsync();
        };
        using var log = new Heard();
        await using var workflow = service.Workflow(new ApsPipelineOptions { AttemptTimeout = TimeSpan.FromSeconds(1), MaxRetries = 0, LoggerFactory = log }, useWebSocket: true);

        await StartAsync(workflow);

        log.Names.ShouldContain("SocketLimited");
        log.Text.ShouldNotContain("token-");
    }

    private static WorkItemSpec Spec => new() { ActivityId = "me.Do+prod" };

    private static Task<string> StartAsync(AutomationWorkflow workflow) => workflow.StartWorkItemAsync(Spec, Stop).WaitAsync(Soon, Stop);

    private static Task<WorkItemResult> EndAsync(AutomationWorkflow workflow, string id) =>
        workflow.WaitForCompletionAsync(id, new WaitOptions { SaveReport = false, OutputDirectory = Path.GetTempPath() }, Stop).WaitAsync(Soon, Stop);

    private sealed class LameTokens(int failing) : ITokenProvider
    {
        private int _calls;

        public Task<OAuth2Token> GetTokenAsync(IEnumerable<string> scopes, TimeSpan minimumLife, CancellationToken cancellationToken = default) =>
            Interlocked.Increment(ref _calls) == failing
                ? Task.FromException<OAuth2Token>(new ApsHttpException("The service is tired.", new ApsHttpFailure { Method = "POST", Url = "token" }))
                : Task.FromResult(new OAuth2Token { AccessToken = "token", ExpiresAt = DateTimeOffset.MaxValue, Scopes = [.. scopes] });

        public ValueTask InvalidateAsync(OAuth2Token refused, CancellationToken cancellationToken = default) => default;
    }
}
