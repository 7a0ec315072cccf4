using System.Net;
using System.Net.WebSockets;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Sockets;

/// <summary>How many connections are kept, and how many WorkItems are followed on one.</summary>
public sealed class SocketLimitTests : AutomationTest
{
    protected override void Configure(ApsEmulatorOptions options)
    {
        options.Automation.SimulatedProcessingTime = TimeSpan.FromHours(1);
        options.Automation.MaxParallelWorkItems = 2;
    }

    [Fact]
    public async Task A_connection_too_many_is_refused_until_another_ends()
    {
        var open = new List<EmulatedSocket>();
        for (var i = 0; i < 1_000; i += 50)
            open.AddRange(await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => EmulatedSocket.ConnectAsync(Emulator.BaseAddress))));
        (await TryAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);

        await open[0].CloseAsync();
        (await open[0].ReadAsync()).ShouldBeNull();
        await UntilAsync(async () => await TryAsync() == HttpStatusCode.SwitchingProtocols, () => "No connection is taken any more.");
        foreach (var socket in open) await socket.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_follows_a_thousand_WorkItems()
    {
        await using var socket = await EmulatedSocket.ConnectAsync(Emulator.BaseAddress, await TokenAsync("code:all"));
        var message = new { action = "post-workitem", data = new { activityId = "Autodesk.Nop+Latest" } };
        var first = "";
        for (var i = 0; i < 1_000; i++)
        {
            await socket.SendAsync(message);
            var id = (await socket.ReadAsync("status"))["data"]!["id"]!.GetValue<string>();
            first = first.Length == 0 ? id : first;
        }

        await socket.SendAsync(message);
        (await socket.ReadErrorAsync()).ShouldContain("1000 WorkItems of this connection have not ended yet");
        await CallAsync(HttpMethod.Delete, $"/workitems/{first}");
        (await socket.ReadEndAsync())["data"]!["id"]!.GetValue<string>().ShouldBe(first);
        await UntilAsync(
            async () =>
            {
                await socket.SendAsync(message);
                return (await socket.ReadAsync())!["action"]!.GetValue<string>() == "status";
            },
            () => "No WorkItem is taken any more.");
    }

    private async Task<HttpStatusCode> TryAsync()
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(new UriBuilder(Emulator.BaseAddress) { Scheme = "ws" }.Uri, Cancellation);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }
}
