using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Apsis.Http;

/// <summary>How calls are carried and retried.</summary>
public sealed class ApsPipelineOptions
{
    /// <summary>Scopes of the token that calls carry. Default: <see cref="Auth.Scopes.DefaultAutomation"/>.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = Auth.Scopes.DefaultAutomation;

    /// <summary>How often a call is tried again after a failure that may pass. Default 5; 0 turns retries off.</summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>The first wait between tries when the service names none; doubled each time, with jitter. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that a <c>Retry-After</c> of the service can ask for. Default 2 minutes.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one attempt of an API call may take. Default 60 s. Transfers have no such limit but <see cref="StallTimeout"/>.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a transfer may move no byte before its attempt is given up. Default 60 s.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The calls that the service allows a client id. Default null: the pipeline has its own; give the same to several that shall share.</summary>
    public RateBudget? RateBudget { get; set; }

    /// <summary>Connections and memory of transfers. Default null: the pipeline has its own; give the same to several that shall share.</summary>
    public TransferBudget? TransferBudget { get; set; }

    /// <summary>
    /// A folder of the user's where uploads of more than one part note how far they are, so that the same upload goes on after a crash. Default null:
    /// it begins anew. Downloads need none: their notes are in the unfinished file beside the final one.
    /// </summary>
    public string? TransferStateFolder { get; set; }

    /// <summary>Where calls that are made again, rate limits, and runs are logged (categories <c>Apsis.Http</c> and <c>Apsis.Runs</c>). Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        if (Scopes.Count == 0)
            throw new ArgumentException("Scopes is empty; a token needs at least one scope.", nameof(Scopes));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetries);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRetryDelay, RetryDelay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AttemptTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StallTimeout, TimeSpan.Zero);
    }
}
