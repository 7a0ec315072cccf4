namespace Apsis.Emulator.Execution;

/// <summary>The time of one job. A simulation that passes faster than it says puts it ahead of the emulator's.</summary>
internal sealed class JobClock(TimeProvider emulator) : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => emulator.GetUtcNow() + Ahead;
}
