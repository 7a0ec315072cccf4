using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Execution;

/// <summary>What the phases of a running job share.</summary>
internal sealed class JobState(WorkItemJob job, EngineDefinition engine, JobWorkspace workspace, JobReport report, JobClock clock, RunningJob running, StatsBody stats)
{
    public WorkItemJob Job { get; } = job;

    public EngineDefinition Engine { get; } = engine;

    public JobWorkspace Workspace { get; } = workspace;

    public JobReport Report { get; } = report;

    public JobClock Clock { get; } = clock;

    public RunningJob Running { get; } = running;

    public StatsBody Stats { get; set; } = stats;

    /// <summary>Where each argument's file or folder is, or will be.</summary>
    public Dictionary<string, string> ArgumentPaths { get; } = new(StringComparer.Ordinal);

    /// <summary>Where each setting's file is.</summary>
    public Dictionary<string, string> SettingPaths { get; } = new(StringComparer.Ordinal);

    /// <summary>Where each AppBundle is unpacked.</summary>
    public Dictionary<string, string> BundlePaths { get; } = new(StringComparer.Ordinal);

    public string Shown(string url) => ReportMask.Url(url, Job.MaskUrls);
}
