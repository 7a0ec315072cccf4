namespace Apsis.Runs;

/// <summary>How many runs a host drives.</summary>
public sealed class RunHostOptions
{
    /// <summary>Runs that may do a step at the same time. Waiting runs do not count. Default 8.</summary>
    public int MaxActiveRuns { get; set; } = 8;

    internal void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(MaxActiveRuns, 1);
}
