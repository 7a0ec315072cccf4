namespace Apsis.Cli.Running;

/// <summary>What <c>apsis run</c> was asked for.</summary>
internal sealed record RunRequest
{
    /// <summary>A qualified Activity id, or a folder with <c>apsis.json</c>.</summary>
    public required string Activity { get; init; }

    public IReadOnlyList<ArgumentBinding> Inputs { get; init; } = [];

    public IReadOnlyList<ArgumentBinding> Outputs { get; init; } = [];

    public IReadOnlyList<ArgumentBinding> Values { get; init; } = [];

    public string? BucketKey { get; init; }

    public required string OutputDirectory { get; init; }

    public bool Download { get; init; } = true;

    public TimeSpan? PollInterval { get; init; }

    public TimeSpan? Timeout { get; init; }

    public int? LimitProcessingTimeSec { get; init; }

    public Uri? OnCompleteUrl { get; init; }

    public Uri? OnProgressUrl { get; init; }

    /// <summary>Cancel without asking.</summary>
    public bool Yes { get; init; }

    public bool CancelOnTimeout { get; init; }
}
