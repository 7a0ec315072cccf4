namespace Apsis.Runs;

/// <summary>When a WorkItem is looked at next. Pure.</summary>
/// <remarks>
/// The caller's poll interval bounds how old a status may be. Within it: a third of the age while young, so that a job of seconds is noticed within
/// its own length; not before the poll interval while the Activity's WorkItems surely still run; an eighth of the span in which they usually end
/// while within it. Only what the budget allows to all who wait stretches the interval, and then it does so for all alike.
/// </remarks>
internal static class PollPace
{
    public static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(250);

    /// <summary>A caller who wants no delay shall not make a loop without pause.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>A caller who never wants to ask does so once a day all the same: nothing else would end a wait whose end is told to nobody.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The wait until the next look.</summary>
    /// <param name="age">Since the WorkItem was submitted, or was last said to have ended.</param>
    /// <param name="interval">The caller's poll interval.</param>
    /// <param name="round">What the budget needs to look at all who wait once.</param>
    /// <param name="usual">When WorkItems of the Activity end; null when that is not known.</param>
    public static PollStep Next(TimeSpan age, TimeSpan interval, TimeSpan round, UsualSpan? usual)
    {
        var relaxed = Longer(Shorter(Longer(interval, Shortest), Longest), round);
        var eager = Longer(usual is { } span ? ByUsual(age, span) : age / 3, FirstLook);
        return new PollStep(Shorter(Longer(eager, round), relaxed), relaxed);
    }

    /// <summary>What the budget needs to look at all who wait once.</summary>
    public static TimeSpan Round(int waiting, int perCall, double? callsPerMinute) =>
        callsPerMinute is { } calls ? TimeSpan.FromMinutes(Math.Ceiling(waiting / (double)perCall) / Math.Max(calls, 1)) : TimeSpan.Zero;

    private static TimeSpan ByUsual(TimeSpan age, UsualSpan usual) =>
        age < usual.From ? usual.From - age
        : age < usual.To ? (usual.To - usual.From) / 8
        : Longer((age - usual.To) / 3, (usual.To - usual.From) / 8);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
