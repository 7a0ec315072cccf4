namespace Apsis.Runs;

/// <summary>A token that ends when a wait has lasted long enough.</summary>
internal static class WaitLimit
{
    // What a timer can hold; a wait beyond it is a wait without end.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public static CancellationTokenSource Of(TimeSpan wait, TimeProvider time) =>
        new(wait > Longest || wait == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time);
}
