using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Apsis.Emulator.Tests.Automation;
using CsCheck;

namespace Apsis.Emulator.Tests.Sockets;

public sealed class SocketRefusalTests : AutomationTest
{
    private const string Nop = "Autodesk.Nop+Latest";

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.Automation.SimulatedProcessingTime = TimeSpan.FromMilliseconds(20);
        options.RateLimits = new RateLimits { Automation = 12, SocketMessages = 12 };
    }

    [Theory]
    [InlineData("", "Invalid payload.")]
    [InlineData("hello", "Invalid payload.")]
    [InlineData("null", "not a JSON object")]
    [InlineData("[]", "not the JSON that is expected")]
    [InlineData("{\"action\":\"post-workitem\"", "not the JSON that is expected")]
    [InlineData("{\"action\":\"post-workitem\",\"headers\":[]}", "Path '.headers'")]
    [InlineData("{\"action\":\"delete-workitem\",\"data\":{}}", "The action 'delete-workitem' is not known: it must be post-workitem.")]
    [InlineData("{\"action\":\"post-workitem\"}", "Path 'data'")]
    [InlineData("{\"action\":\"post-workitem\",\"data\":\"hello\"}", "Error converting value \"hello\" to type 'Autodesk.Das.Shared.Models.WorkItem'. Path 'data', line 1, position 7.")]
    [InlineData("{\"action\":\"post-workitem\",\"data\":{\"arguments\":7}}", "Path 'data.arguments'")]
    [InlineData("{\"action\":\"post-workitem\",\"data\":{},\"conversationId\":\"a b\"}", "The conversationId must match")]
    [InlineData("{\"action\":\"post-workitem\",\"data\":{},\"conversationId\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}", "The conversationId must match")]
    [InlineData("{\"action\":\"post-workitem\",\"data\":{\"activityId\":\"\\ud800\"}}", "not a JSON object that can be read")]
    public async Task A_message_that_is_not_understood_is_answered_and_the_next_one_taken(string message, string expected)
    {
        await using var socket = await ConnectAsync();
        await socket.SendTextAsync(message);
        (await socket.ReadErrorAsync()).ShouldContain(expected);
        await ShouldStillServeAsync(socket);
    }

    [Fact]
    public async Task A_WorkItem_against_the_rules_is_answered_with_the_map_of_the_HTTP_call()
    {
        await using var socket = await ConnectAsync();
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = "nobody.Nothing+prod" }, conversationId = "talk" });
        var error = await socket.ReadAsync("error");
        error["conversationId"]!.GetValue<string>().ShouldBe("talk");

        var (_, body) = await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = "nobody.Nothing+prod" });
        error["data"]!.GetValue<string>().ShouldBe(body);
        JsonNode.Parse(body)!["activityId"]![0]!.GetValue<string>().ShouldContain("does not exist");
        await ShouldStillServeAsync(socket);
    }

    [Fact]
    public async Task WorkItems_of_Fusion_are_not_taken()
    {
        var activity = await ActivityAsync("Fuse", new { id = "Fuse", engine = "Autodesk.Fusion+Latest" });
        await using var socket = await ConnectAsync();
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = activity } });
        (await socket.ReadErrorAsync()).ShouldContain("Fusion cannot be submitted over the WebSocket");
    }

    [Fact]
    public async Task A_message_too_large_ends_the_connection_and_says_why()
    {
        await using var socket = await ConnectAsync();
        // Never a last frame: the size alone decides.
        for (var i = 0; i < 3; i++) await socket.SendBytesAsync(new byte[32 * 1024], WebSocketMessageType.Text, isLast: false);
        (await socket.ReadErrorAsync()).ShouldContain("A message has at most 80 KB, its WorkItem 64 KB.");
        await socket.ExpectCloseAsync(WebSocketCloseStatus.MessageTooBig);
    }

    [Fact]
    public async Task A_WorkItem_too_large_is_refused_as_by_the_HTTP_call()
    {
        await using var socket = await ConnectAsync();
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop, arguments = new { text = new { url = "data:," + new string('x', 65_536), localName = "x" } } } });
        (await socket.ReadErrorAsync()).ShouldBe("\"The payload is larger than 64 KB.\"");
        await ShouldStillServeAsync(socket);
    }

    [Fact]
    public async Task Messages_that_are_not_text_end_the_connection()
    {
        await using var socket = await ConnectAsync();
        await socket.SendBytesAsync([1, 2, 3], WebSocketMessageType.Binary);
        (await socket.ReadErrorAsync()).ShouldContain("Messages must be text.");
        await socket.ExpectCloseAsync(WebSocketCloseStatus.InvalidMessageType);
    }

    [Fact]
    public async Task A_wrong_token_of_a_message_is_said_and_ends_the_connection()
    {
        await using var socket = await EmulatedSocket.ConnectAsync(Emulator.BaseAddress);
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop }, headers = new { Authorization = "Bearer nonsense" } });
        JsonNode.Parse(await socket.ReadErrorAsync())!["errorCode"]!.GetValue<string>().ShouldBe("AUTH-006");
        await socket.ExpectCloseAsync(WebSocketCloseStatus.PolicyViolation);
        socket.CloseReason.ShouldBe("Access token provided is invalid or expired.");
    }

    [Fact]
    public async Task No_token_at_all_and_one_without_the_scope_are_refused()
    {
        await using (var socket = await EmulatedSocket.ConnectAsync(Emulator.BaseAddress))
        {
            await socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop } });
            (await socket.ReadErrorAsync()).ShouldContain("AUTH-006");
            await socket.ExpectCloseAsync(WebSocketCloseStatus.PolicyViolation);
        }

        await using var without = await EmulatedSocket.ConnectAsync(Emulator.BaseAddress);
        await without.SendAsync(new { action = "post-workitem", data = new { activityId = Nop }, headers = new { Authorization = "Bearer " + await TokenAsync("data:read") } });
        (await without.ReadErrorAsync()).ShouldContain("Token does not have the privilege for this request.");
        await without.ExpectCloseAsync(WebSocketCloseStatus.PolicyViolation);
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.Unauthorized)]
    [InlineData("data:read", HttpStatusCode.Forbidden)]
    public async Task A_wrong_token_of_the_connection_opens_none(string scopeOrToken, HttpStatusCode expected)
    {
        var token = scopeOrToken == "nonsense" ? scopeOrToken : await TokenAsync(scopeOrToken);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(Emulator.BaseAddress) { Scheme = "ws" }.Uri, Cancellation));
        socket.HttpStatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_token_revoked_meanwhile_submits_nothing_more()
    {
        var token = await TokenAsync("code:all");
        await using var socket = await EmulatedSocket.ConnectAsync(Emulator.BaseAddress, token);
        await ShouldStillServeAsync(socket);

        using var client = Anonymous();
        using var form = new FormUrlEncodedContent([new("token", token), new("token_type_hint", "access_token"), new("client_id", "client-a"), new("client_secret", "secret")]);
        (await client.PostAsync("/authentication/v2/revoke", form, Cancellation)).EnsureSuccessStatusCode();
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop } });
        (await socket.ReadErrorAsync()).ShouldContain("AUTH-006");
        await socket.ExpectCloseAsync(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task Messages_are_counted_apart_from_calls_and_limited_where_that_is_asked_for()
    {
        await using var socket = await ConnectAsync();
        JsonNode? message;
        var sent = 0;
        do
        {
            await socket.SendAsync(new { action = "post-workitem", data = new { activityId = "nobody.Nothing+prod" } });
            message = await socket.ReadAsync("error");
        }
        while (++sent < 20 && message["data"]!.GetValue<string>() != """{"developerMessage":"Quota limit exceeded."}""");

        sent.ShouldBe(13);
        (await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = "nobody.Nothing+prod" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_emulator_says_goodbye_when_it_stops()
    {
        await using var idle = await ConnectAsync();
        await using var busy = await ConnectAsync();
        var activity = await ShellActivityAsync("Slow", "sleep 300");
        await busy.SendAsync(new { action = "post-workitem", data = new { activityId = activity } });
        await busy.ReadAsync("status");

        var stopping = Emulator.StopAsync(Cancellation);
        (await idle.ReadAsync()).ShouldBeNull();
        idle.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await idle.CloseAsync();
        while (await busy.ReadAsync() is not null)
        {
        }

        // This one never answers the goodbye.
        busy.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await stopping.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    [Fact]
    public async Task The_path_of_the_sockets_takes_nothing_else()
    {
        using var client = Anonymous();
        using var response = await client.GetAsync("/websocket", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Connect to this path with a WebSocket.");
    }

    [Fact]
    public async Task Bytes_that_are_no_frames_end_their_connection_only()
    {
        var token = await TokenAsync("code:all");
        byte[][] hostile =
        [
            // Not masked; reserved bits; a control frame too long; a fragment of nothing; half a character as text; an endless length.
            [0x81, 0x02, (byte)'{', (byte)'}'],
            [0xF1, 0x80, 0, 0, 0, 0],
            [0x89, 0xFE, 0x01, 0x00, 0, 0, 0, 0],
            [0x80, 0x81, 0, 0, 0, 0, 0x41],
            [0x81, 0x81, 0, 0, 0, 0, 0xC3],
            [0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0],
            Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"),
        ];
        foreach (var bytes in hostile) await SendRawAsync(token, bytes);
        await Gen.Byte.Array[1, 200].SampleAsync(bytes => SendRawAsync(token, bytes), iter: 50, threads: 1);

        await using var socket = await ConnectAsync();
        await ShouldStillServeAsync(socket);
        Log.ToString().ShouldNotContain("Exception");
    }

    /// <summary>Upgrades by hand, sends bytes, hangs up its half, and expects the emulator to end as well.</summary>
    private async Task SendRawAsync(string token, byte[] bytes)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, Emulator.BaseAddress.Port, Cancellation);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET / HTTP/1.1\r\nHost: {Emulator.BaseAddress.Authority}\r\nAuthorization: Bearer {token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
            Cancellation);
        await stream.WriteAsync(bytes, Cancellation);
        tcp.Client.Shutdown(SocketShutdown.Send);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(10));
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, timeout.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Hung up at once.
        }
    }

    private static async Task ShouldStillServeAsync(EmulatedSocket socket)
    {
        await socket.SendAsync(new { action = "post-workitem", data = new { activityId = Nop } });
        (await socket.ReadEndAsync())["data"]!["status"]!.GetValue<string>().ShouldBe("success");
    }

    private async Task<EmulatedSocket> ConnectAsync() => await EmulatedSocket.ConnectAsync(Emulator.BaseAddress, await TokenAsync("code:all"));
}
