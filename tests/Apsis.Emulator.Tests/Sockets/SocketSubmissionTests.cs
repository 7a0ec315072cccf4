using System.Text.Json.Nodes;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Sockets;

public sealed class SocketSubmissionTests : AutomationTest
{
    private const string Nop = "Autodesk.Nop+Latest";

    private static readonly string[] Phases = ["timeQueued", "timeDownloadStarted", "timeInstructionsStarted", "timeInstructionsEnded", "timeUploadEnded"];

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.Automation.SimulatedProcessingTime = TimeSpan.FromMilliseconds(20);
        options.Automation.ProgressInterval = TimeSpan.FromMilliseconds(200);
    }

    [Fact]
    public async Task A_WorkItem_is_pending_first_and_told_again_when_it_has_ended()
    {
        await using var socket = await ConnectAsync();
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop }, conversationId = "talk_1" });

        var pending = await socket.ReadAsync("status");
        pending["data"]!["status"]!.GetValue<string>().ShouldBe("pending");
        pending["data"]!["stats"]!.AsObject().Select(time => time.Key).ShouldBe(["timeQueued"]);
        pending["conversationId"]!.GetValue<string>().ShouldBe("talk_1");

        var ended = await socket.ReadAsync("status");
        ended["conversationId"]!.GetValue<string>().ShouldBe("talk_1");
        ended["data"]!["id"]!.GetValue<string>().ShouldBe(pending["data"]!["id"]!.GetValue<string>());
        ended["data"]!["status"]!.GetValue<string>().ShouldBe("success");
        ended["data"]!["stats"]!.AsObject().Select(time => time.Key).ShouldBe([.. Phases, "bytesDownloaded", "bytesUploaded"], ignoreOrder: true);
        (await ReportAsync(ended["data"]!)).ShouldContain("Job finished with result Succeeded");
        (await StatusAsync(ended["data"]!["id"]!.GetValue<string>()))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task Without_a_conversation_none_is_given_back()
    {
        await using var socket = await ConnectAsync();
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop } });
        (await socket.ReadAsync("status")).AsObject().ContainsKey("conversationId").ShouldBeFalse();
        (await socket.ReadEndAsync()).AsObject().ContainsKey("conversationId").ShouldBeFalse();
    }

    [Fact]
    public async Task The_token_of_the_first_message_serves_for_the_next_ones()
    {
        await using var socket = await EmulatedSocket.ConnectAsync(Emulator.BaseAddress);
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop }, headers = new { authorization = "Bearer " + await TokenAsync("code:all") } });
        await socket.ReadEndAsync();
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop } });
        (await socket.ReadEndAsync())["data"]!["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task What_a_program_says_of_its_progress_is_told_and_that_it_still_runs()
    {
        const string Script = """
            echo '!ACESAPI:acesHttpOperation("onProgress","","","{"percent":50}","")'
            head -c 1 >/dev/null
            echo '!ACESAPI:acesHttpOperation("onProgress","","","nearly done","")'
            head -c 1 >/dev/null
            sleep 1
            """;
        var activity = await ShellActivityAsync("Talk", Script);
        await using var socket = await ConnectAsync();
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = activity }, conversationId = "c" });
        await socket.ReadAsync("status");

        var said = new List<JsonNode>();
        JsonNode? message;
        while ((message = await socket.ReadAsync())!["action"]!.GetValue<string>() == "progress")
        {
            message["conversationId"]!.GetValue<string>().ShouldBe("c");
            said.Add(message["data"]!);
        }

        message["data"]!["status"]!.GetValue<string>().ShouldBe("success");
        said.ShouldContain(data => data is JsonObject && data["percent"]!.GetValue<int>() == 50);
        said.ShouldContain(data => data is JsonValue && data.GetValue<string>() == "nearly done");
        said.Count(data => data is JsonValue && data.GetValue<string>() == "heartbeat").ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Callbacks_of_a_WorkItem_are_called_as_well()
    {
        await using var server = await RecordingServer.StartAsync(Cancellation);
        await using var socket = await ConnectAsync();
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop, arguments = new { onComplete = new { verb = "post", url = server.Url + "/done" } } } });
        await socket.ReadEndAsync();
        await UntilAsync(() => Task.FromResult(server.Requests.Count(request => request.Path == "/done") == 1), () => "onComplete was not called.");
    }

    [Fact]
    public async Task A_cancelled_WorkItem_is_told_too()
    {
        var activity = await ShellActivityAsync("Slow", "sleep 300");
        await using var socket = await ConnectAsync();
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = activity } });
        var id = (await socket.ReadAsync("status"))["data"]!["id"]!.GetValue<string>();
        await CallAsync(HttpMethod.Delete, $"/workitems/{id}");
        (await socket.ReadEndAsync())["data"]!["status"]!.GetValue<string>().ShouldBe("cancelled");
    }

    [Fact]
    public async Task Two_clients_never_hear_of_each_others_WorkItems()
    {
        await using var one = await ConnectAsync("client-a");
        await using var other = await ConnectAsync("client-b");
        for (var i = 0; i < 5; i++)
        {
            await one.SendAsync(new { action = "post-workitem", data = new { activityId = Nop }, conversationId = $"a{i}" });
            await other.SendAsync(new { action = "post-workitem", data = new { activityId = Nop }, conversationId = $"b{i}" });
        }

        var ofOne = await AllAsync(one);
        var ofOther = await AllAsync(other);
        ofOne.Keys.ShouldBe(["a0", "a1", "a2", "a3", "a4"], ignoreOrder: true);
        ofOther.Keys.ShouldBe(["b0", "b1", "b2", "b3", "b4"], ignoreOrder: true);
        ofOne.Values.Intersect(ofOther.Values).ShouldBeEmpty();
        foreach (var id in ofOther.Values) (await SendAsync(HttpMethod.Get, $"/workitems/{id}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);

        static async Task<Dictionary<string, string>> AllAsync(EmulatedSocket socket)
        {
            var ended = new Dictionary<string, string>();
            while (ended.Count < 5)
            {
                var message = await socket.ReadEndAsync();
                ended.Add(message["conversationId"]!.GetValue<string>(), message["data"]!["id"]!.GetValue<string>());
            }

            return ended;
        }
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_harms_nothing()
    {
        var activity = await ShellActivityAsync("Some", "sleep 1");
        string id;
        await using (var socket = await ConnectAsync())
        {
            await socket.SendAsync(new { action = "post-workitem", data = new { activityId = activity } });
            id = (await socket.ReadAsync("status"))["data"]!["id"]!.GetValue<string>();
            socket.Abort();
        }

        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("success");
        await using var another = await ConnectAsync();
        await another.SendAsync(new { action = "post-workitem", data = new { activityId = Nop } });
        (await another.ReadEndAsync())["data"]!["status"]!.GetValue<string>().ShouldBe("success");
        Log.ToString().ShouldNotContain("Exception");
    }

    [Fact]
    public async Task Many_connections_are_served_at_once()
    {
        var sockets = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => ConnectAsync()));
        await Task.WhenAll(sockets.Select((socket, i) => socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop }, conversationId = $"c{i}" })));
        var ended = await Task.WhenAll(sockets.Select(socket => socket.ReadEndAsync()));
        ended.Select(message => message["conversationId"]!.GetValue<string>()).ShouldBe(Enumerable.Range(0, 200).Select(i => $"c{i}"));
        ended.Select(message => message["data"]!["id"]!.GetValue<string>()).Distinct().Count().ShouldBe(200);
        foreach (var socket in sockets)
        {
            await socket.CloseAsync();
            (await socket.ReadAsync()).ShouldBeNull();
            await socket.DisposeAsync();
        }
    }

    private async Task<EmulatedSocket> ConnectAsync(string clientId = "client-a") =>
        await EmulatedSocket.ConnectAsync(Emulator.BaseAddress, await TokenAsync("code:all", clientId));
}
