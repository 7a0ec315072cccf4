namespace Apsis.Bench.Waiting;

/// <summary>How one contender did.</summary>
/// <param name="Count">WorkItems of the day.</param>
/// <param name="Delays">From the end of each WorkItem that its caller heard of, to that.</param>
/// <param name="Total">From the first call to the last end heard of.</param>
/// <param name="Calls">Of Design Automation.</param>
/// <param name="Refused">Those among them that were answered 429.</param>
internal sealed record Outcome(int Count, IReadOnlyList<TimeSpan> Delays, TimeSpan Total, int Calls, int Refused)
{
    public TimeSpan Percentile(double part) => Delays.Count == 0 ? default : Delays.Order().ElementAt((int)((Delays.Count - 1) * part));
}
