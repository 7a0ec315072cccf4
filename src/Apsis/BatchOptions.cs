namespace Apsis;

/// <summary>How a batch of runs is worked through.</summary>
public sealed record BatchOptions
{
    /// <summary>
    /// How many runs are under way at a time: 1 to 10,000, default 100. The next is taken from the list when one has ended, so that a list
    /// of any length needs no more memory.
    /// </summary>
    public int MaxInFlight { get; init; } = 100;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxInFlight, 10_000);
    }
}
