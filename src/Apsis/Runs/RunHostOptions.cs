using Apsis.Runs.Callbacks;
using Apsis.Runs.Sockets;

namespace Apsis.Runs;

/// <summary>How many runs a host drives.</summary>
public sealed class RunHostOptions
{
    /// <summary>Runs that may do a step at the same time. Waiting runs do not count. Default 8.</summary>
    public int MaxActiveRuns { get; set; } = 8;

    /// <summary>How long a WorkItem waits for others of its Activity, to be submitted in one request. Default 20 ms; at most 1 minute; zero for not at all.</summary>
    /// <remarks>While a request is under way, or the service's limits allow none, those that come are joined whatever this says.</remarks>
    public TimeSpan SubmissionLinger { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Gives WorkItems addresses to call back, unless their caller names one. Default null: they call nobody by themselves. Whoever hears of the callbacks
    /// must tell the tracker.
    /// </summary>
    public RunCallbacks? Callbacks { get; set; }

    /// <summary>
    /// Whether WorkItems are submitted over a WebSocket, which then tells their ends at once and without a call: for programs that can not be called back.
    /// Default false: submissions go over HTTP, and ends are asked for.
    /// </summary>
    /// <remarks>
    /// What can not go this way goes over HTTP all the same: while the WebSocket can not be opened, and WorkItems that it does not take, such as those of Fusion.
    /// When a connection ends before its WorkItems, they are asked for.
    /// </remarks>
    public bool UseWebSocket { get; set; }

    /// <summary>
    /// Where the WebSocket is, <c>wss</c> or <c>ws</c>. Default null: <c>wss://websockets.forgedesignautomation.io</c> for APS, and for an emulator the root of its
    /// own address.
    /// </summary>
    public Uri? WebSocketUrl { get; set; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxActiveRuns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SubmissionLinger, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SubmissionLinger, TimeSpan.FromMinutes(1));
        if (WebSocketUrl is not null && !SocketAddress.IsRight(WebSocketUrl))
            throw new ArgumentException($"'{WebSocketUrl}' is no absolute wss or ws address.", nameof(WebSocketUrl));
    }
}
