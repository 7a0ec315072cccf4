using Apsis.Emulator.Authentication;
using Apsis.Emulator.Authentication.Tokens;
using Apsis.Emulator.Automation.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Apsis.Emulator.Automation.Sockets;

/// <summary>
/// Where WorkItems are submitted over a WebSocket. In the cloud it is a host of its own, <c>wss://websockets.forgedesignautomation.io</c>;
/// here it is the root of the emulator's address.
/// </summary>
internal sealed class SocketEndpoint(
    SocketSubmission submission, WorkItemListeners listeners, WorkItemAnswers answers, AccessTokens tokens, IHostApplicationLifetime lifetime,
    ApsEmulatorOptions options)
{
    public const string Path = "/websocket";

    private const int MaxSessions = 1_000;

    private int _sessions;

    public async Task AcceptAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.Headers.Upgrade = "websocket";
            await RefuseAsync(http, StatusCodes.Status426UpgradeRequired, "Connect to this path with a WebSocket.");
            return;
        }

        // A program may send its token here; a browser cannot, and sends it in its first message.
        var authorization = http.Request.Headers.Authorization.FirstOrDefault();
        if (authorization is not null) http.SetCaller(SocketSubmission.Scope.Check(tokens, authorization));
        try
        {
            if (Interlocked.Increment(ref _sessions) > MaxSessions)
            {
                await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, $"The emulator keeps at most {MaxSessions} WebSockets open.");
                return;
            }

            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await using var session = new SocketSession(socket, submission, listeners, answers, options, authorization);
            await session.RunAsync(lifetime.ApplicationStopping);
        }
        finally
        {
            Interlocked.Decrement(ref _sessions);
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        return http.AnswerAsync(message, AutomationJson.Default.String);
    }
}
