namespace Apsis.Runs;

/// <summary>The wait until the next look.</summary>
/// <param name="Eager">As it should be.</param>
/// <param name="Relaxed">As it may be at most, when looks before their time have used up what they may cost.</param>
internal readonly record struct PollStep(TimeSpan Eager, TimeSpan Relaxed);
