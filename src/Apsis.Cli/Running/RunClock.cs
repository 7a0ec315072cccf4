using Apsis.Cli.Output;
using Apsis.Runs;

namespace Apsis.Cli.Running;

/// <summary>Notes when the phases of a run began, and its WorkItem, and passes the news on.</summary>
internal sealed class RunClock(TimeProvider time, IProgress<RunProgress> next) : IProgress<RunProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RunPhase, long> _entered = [];
    private string? _workItemId;

    public string? WorkItemId
    {
        get
        {
            lock (_lock)
                return _workItemId;
        }
    }

    public void Report(RunProgress value)
    {
        lock (_lock)
        {
            if (value is RunProgress.PhaseEntered entered)
                _entered.TryAdd(entered.Phase, time.GetTimestamp());
            if (value is RunProgress.Submitted submitted)
                _workItemId = submitted.WorkItemId;
        }

        next.Report(value);
    }

    /// <summary>The time of each phase: the service's own word for what it did, this clock for the rest.</summary>
    public RunSeconds Seconds(Automation.WorkItemStats? stats)
    {
        lock (_lock)
        {
            return RunSeconds.Of(stats) with
            {
                Upload = Between(RunPhase.Uploading, RunPhase.Submitting),
                DownloadOutputs = Between(RunPhase.Downloading, RunPhase.Succeeded),
                Total = _entered.TryGetValue(RunPhase.Uploading, out var began) ? RunSeconds.Rounded(time.GetElapsedTime(began)) : null,
            };
        }
    }

    private double? Between(RunPhase from, RunPhase to) => _entered.TryGetValue(from, out var start) && _entered.TryGetValue(to, out var end)
        ? RunSeconds.Rounded(time.GetElapsedTime(start, end))
        : null;
}
