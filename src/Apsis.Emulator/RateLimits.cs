namespace Apsis.Emulator;

/// <summary>
/// How many calls a minute each client id may make; the defaults are the numbers the service documents. One that is over gets 429 with
/// Retry-After until its minute, which begins with its first call, has passed. What WorkItems fetch and send is not counted.
/// </summary>
public sealed record RateLimits
{
    /// <summary>POST of <c>/authentication/v2/token</c>. 500 by default.</summary>
    public int Token { get; init; } = 500;

    /// <summary><c>/authentication/v2/authorize</c>. 100 by default.</summary>
    public int Authorize { get; init; } = 100;

    /// <summary><c>/authentication/v2/revoke</c>. 100 by default.</summary>
    public int Revoke { get; init; } = 100;

    /// <summary><c>/authentication/v2/introspect</c>. 100 by default.</summary>
    public int Introspect { get; init; } = 100;

    /// <summary>All of object storage together, the signed URLs not among it. 1000 by default.</summary>
    public int ObjectStorage { get; init; } = 1000;

    /// <summary>All of Design Automation together, but <see cref="WorkItemStatus"/>. 100 by default.</summary>
    public int Automation { get; init; } = 100;

    /// <summary>GET of one WorkItem. 150 by default.</summary>
    public int WorkItemStatus { get; init; } = 150;

    /// <summary>
    /// WorkItems that are submitted over the WebSocket, which is a host of its own in the cloud. Null by default, for any number: the documented 100 are
    /// of calls that are answered with 429, and none is documented here.
    /// </summary>
    public int? SocketMessages { get; init; }

    /// <exception cref="ApsEmulatorException">A limit is below 1.</exception>
    internal void Check()
    {
        foreach (var limit in (int[])[Token, Authorize, Revoke, Introspect, ObjectStorage, Automation, WorkItemStatus, SocketMessages ?? 1])
        {
            if (limit < 1) throw new ApsEmulatorException($"A rate limit is {limit} calls a minute. Choose 1 or more.");
        }
    }
}
