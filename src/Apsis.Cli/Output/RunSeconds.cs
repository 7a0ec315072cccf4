using Apsis.Automation;

namespace Apsis.Cli.Output;

/// <summary>Seconds that each phase took; absent where it was not reached or the service did not say.</summary>
internal sealed record RunSeconds
{
    /// <summary>Inputs to the storage.</summary>
    public double? Upload { get; init; }

    /// <summary>Waiting for a machine.</summary>
    public double? Queue { get; init; }

    /// <summary>Inputs from the storage to the machine.</summary>
    public double? Download { get; init; }

    /// <summary>The engine.</summary>
    public double? Run { get; init; }

    /// <summary>Outputs from the machine to the storage.</summary>
    public double? UploadOutputs { get; init; }

    /// <summary>Outputs and report from the storage.</summary>
    public double? DownloadOutputs { get; init; }

    /// <summary>From the start of the run to its end, as the command saw it.</summary>
    public double? Total { get; init; }

    /// <summary>What the service says of its own phases.</summary>
    public static RunSeconds Of(WorkItemStats? stats)
    {
        var times = PhaseTimes.Of(stats, stats?.TimeFinished).ToDictionary(phase => phase.Phase, phase => Rounded(phase.Time));
        return new RunSeconds
        {
            Queue = SecondsOf(ServicePhase.Queue),
            Download = SecondsOf(ServicePhase.Download),
            Run = SecondsOf(ServicePhase.Run),
            UploadOutputs = SecondsOf(ServicePhase.UploadOutputs),
        };

        double? SecondsOf(ServicePhase phase) => times.TryGetValue(phase, out var seconds) ? seconds : null;
    }

    /// <summary>Seconds to the millisecond.</summary>
    public static double Rounded(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}
