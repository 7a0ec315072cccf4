using System.Net;

namespace Apsis.AspNetCore;

/// <summary>What the receiver of callbacks takes. Addresses, keys and ages are options of <see cref="ApsisOptions.Callbacks"/>.</summary>
public sealed class ApsisCallbackOptions
{
    /// <summary>
    /// Who may call; everybody who has a secret when empty, which is the default. <see cref="AutomationNetworks.Published"/> are the service's. Behind a proxy
    /// the caller is known only with <c>UseForwardedHeaders</c>.
    /// </summary>
    public IList<IPNetwork> AllowedNetworks { get; } = [];

    /// <summary>Bytes that a body may have. Default 64 KiB; the service's own have about 2 KiB, but for progress that a program tells.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>How long a body may take to arrive. Default 5 s.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Callbacks that wait for the program's own handlers at most. When there are more, the service is answered 503; to progress, when half of it is taken. Default 1024.</summary>
    public int QueueCapacity { get; set; } = 1024;

    /// <summary>Callbacks that are handled at the same time. Default 4.</summary>
    public int MaxParallelHandlers { get; set; } = 4;

    internal bool Allows(IPAddress? caller)
    {
        if (AllowedNetworks.Count == 0)
            return true;
        if (caller is { IsIPv4MappedToIPv6: true })
            caller = caller.MapToIPv4();
        return caller is not null && AllowedNetworks.Any(network => network.Contains(caller));
    }

    internal IEnumerable<string> FindProblems()
    {
        if (MaxBodyBytes is < 1024 or > 1024 * 1024)
            yield return "MaxBodyBytes must be 1 KiB to 1 MiB.";
        if (BodyTimeout <= TimeSpan.Zero || BodyTimeout > TimeSpan.FromMinutes(1))
            yield return "BodyTimeout must be positive, and at most 1 minute.";
        if (QueueCapacity is < 1 or > 100_000)
            yield return "QueueCapacity must be 1 to 100,000.";
        if (MaxParallelHandlers < 1)
            yield return "MaxParallelHandlers must be at least 1.";
    }
}
