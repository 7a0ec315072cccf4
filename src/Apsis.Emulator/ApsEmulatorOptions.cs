using Apsis.Emulator.Faults;
using Apsis.Emulator.Hosting;

namespace Apsis.Emulator;

/// <summary>How an <see cref="ApsEmulator"/> listens, keeps its files and knows its clients.</summary>
public sealed class ApsEmulatorOptions
{
    /// <summary>The loopback port to listen on; 0, the default, takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>The folder of the database and the files; null, the default, keeps all in a temporary folder deleted on stop.</summary>
    public string? DataDirectory { get; set; }

    /// <summary>The client ids that may ask for tokens; empty, the default, accepts any id with any secret.</summary>
    public IList<EmulatorClient> Clients { get; } = [];

    /// <summary>The clock of tokens, signed URLs and retention; the system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Receives one line per request, with no secret in it; null, the default, writes none.</summary>
    /// <remarks>Written to by many requests at once, therefore wrapped to take one line at a time, without characters that move a cursor.</remarks>
    public TextWriter? RequestLog
    {
        get;
        set => field = value is null ? null : new PlainLog(value);
    }

    /// <summary>Who can sign in, and how long tokens live.</summary>
    public AuthenticationOptions Authentication { get; } = new();

    /// <summary>How WorkItems are run, and how far.</summary>
    public AutomationOptions Automation { get; } = new();

    /// <summary>What is to go wrong; null, the default, for nothing. <see cref="ApsEmulator.SetFaults"/> changes it later.</summary>
    public FaultPlan? Faults { get; set; }

    /// <summary>How many calls a minute are answered; null, the default, for any number. <c>new RateLimits()</c> has the service's own.</summary>
    public RateLimits? RateLimits { get; set; }

    /// <summary>How much is remembered of what happened.</summary>
    public ObservationOptions Observation { get; } = new();
}
