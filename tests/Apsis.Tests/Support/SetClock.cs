namespace Apsis.Tests.Support;

/// <summary>The system's clock, which somebody sets. Its timers and stopwatches go on as they would.</summary>
internal sealed class SetClock : TimeProvider
{
    /// <summary>How far it was set ahead; back when negative.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
