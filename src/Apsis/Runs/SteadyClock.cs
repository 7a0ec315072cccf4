namespace Apsis.Runs;

/// <summary>The time of day as it goes on from a beginning: never back and in no leaps, whatever is done to the system's clock.</summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _begun = time.GetUtcNow();
    private readonly long _began = time.GetTimestamp();

    public DateTimeOffset Now => _begun + time.GetElapsedTime(_began);

    /// <summary>The moment that the system's clock, as it is now, calls by another time.</summary>
    public DateTimeOffset Of(DateTimeOffset told) => Now - (time.GetUtcNow() - told);
}
