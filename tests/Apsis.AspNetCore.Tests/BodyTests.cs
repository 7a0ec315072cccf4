using System.Net;
using System.Net.Sockets;
using System.Text;
using Apsis.AspNetCore.Tests.Support;
using Apsis.Automation;
using Apsis.Runs.Callbacks;
using Microsoft.Extensions.Logging;

namespace Apsis.AspNetCore.Tests;

/// <summary>Bodies from someone who has the secret, and sends what the service never would.</summary>
public sealed class BodyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_tells_of_progress_can_not_end_a_wait()
    {
        await using var receiver = await Receiver.StartAsync();
        var progress = receiver.Submitted("w1", CallbackKind.Progress);
        var end = receiver.EndOf("w1");

        (await receiver.StatusAsync(progress, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.BadRequest);

        end.IsCompleted.ShouldBeFalse();
        (await receiver.StatusAsync(progress, """{"id":"w1","status":"inprogress","progress":"halfway"}""")).ShouldBe(HttpStatusCode.OK);
        end.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"status":"success"}""")]
    [InlineData("""{"id":"w1"}""")]
    [InlineData("""{"id":"w1","status":""}""")]
    [InlineData("""{"id":"w1","status":5}""")]
    [InlineData("""{"id":5,"status":"success"}""")]
    [InlineData("""{"id":"w1","status":"success"} more""")]
    [InlineData("""{"id":"w1","status":"success","reportUrl":"file:///etc/passwd"}""")]
    [InlineData("""{"id":"w1","status":"success","stats":{"timeQueued":"yesterday"}}""")]
    [InlineData("""{"id":"w1","status":"success","progress":"\ud800"}""")]
    public async Task What_is_no_status_of_a_WorkItem_is_refused_and_changes_nothing(string body)
    {
        await using var receiver = await Receiver.StartAsync();
        var target = receiver.Submitted("w1");
        var end = receiver.EndOf("w1");

        (await receiver.StatusAsync(target, body)).ShouldBe(HttpStatusCode.BadRequest);

        end.IsCompleted.ShouldBeFalse();
        (await receiver.StatusAsync(target, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);
        await end;
    }

    [Fact]
    public async Task A_body_that_says_that_it_is_too_large_is_refused()
    {
        await using var receiver = await Receiver.StartAsync(receive: options => options.MaxBodyBytes = 2000);
        var target = receiver.Submitted("w1");

        (await receiver.StatusAsync(target, Receiver.Ended("w1").PadRight(2001))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await receiver.StatusAsync(target, Receiver.Ended("w1").PadRight(2000))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_that_turns_out_to_be_too_large_is_refused_before_it_ends()
    {
        await using var receiver = await Receiver.StartAsync(receive: options => options.MaxBodyBytes = 2000);
        var target = receiver.Submitted("w1");
        using var socket = await ConnectAsync(receiver);

        await SendAsync(socket, $"{HeadOf(target, "Transfer-Encoding: chunked")}BB8\r\n{new string(' ', 3000)}\r\n");

        (await AnswerAsync(socket)).ShouldStartWith("HTTP/1.1 413");
        (await receiver.StatusAsync(target, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_given_up()
    {
        await using var receiver = await Receiver.StartAsync(receive: options => options.BodyTimeout = TimeSpan.FromMilliseconds(300));
        var target = receiver.Submitted("w1");
        using var socket = await ConnectAsync(receiver);
        await SendAsync(socket, HeadOf(target, "Content-Length: 1000") + """{"id":""");

        (await AnswerAsync(socket)).ShouldStartWith("HTTP/1.1 408");
        receiver.Log.Lines.Where(line => line.Level >= LogLevel.Error).Select(line => $"{line.Text} {line.Error}").ShouldBeEmpty();
        (await receiver.StatusAsync(target, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_caller_that_leaves_halfway_is_no_error()
    {
        await using var receiver = await Receiver.StartAsync();
        using var numbers = new HeardNumbers();
        var target = receiver.Submitted("w1");
        using (var socket = await ConnectAsync(receiver))
        {
            await SendAsync(socket, HeadOf(target, "Content-Length: 1000") + """{"id":""");
            // A head that is reset before it is read is no request.
            await Waits.UntilAsync(() => receiver.Log.Text.Contains("Request starting", StringComparison.Ordinal), () => receiver.Log.Text);
            socket.LingerState = new LingerOption(true, 0);
        }

        await Waits.UntilAsync(() => numbers["apsis.callbacks.refused Broken"] > 0, () => receiver.Log.Text);
        (await receiver.StatusAsync(target, Receiver.Ended("w1"))).ShouldBe(HttpStatusCode.OK);
        receiver.Log.Lines.Where(line => line.Level >= LogLevel.Error).Select(line => $"{line.Text} {line.Error}").ShouldBeEmpty();
    }

    private static async Task<Socket> ConnectAsync(Receiver receiver)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, receiver.BaseUrl.Port, Stop);
        return socket;
    }

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text), Stop);

    private static async Task<string> AnswerAsync(Socket socket)
    {
        var answer = new byte[1000];
        var length = await socket.ReceiveAsync(answer, Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Stop);
        return Encoding.ASCII.GetString(answer, 0, length);
    }

    private static string HeadOf(WorkItemArgument.Transfer target, string length) =>
        $"POST {new Uri(target.Url).AbsolutePath} HTTP/1.1\r\nHost: localhost\r\n{length}\r\n{RunCallbacks.SignatureHeader}: {target.Headers![RunCallbacks.SignatureHeader]}\r\n\r\n";
}
