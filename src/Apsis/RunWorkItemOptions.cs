using System.Text.Json.Nodes;
using Apsis.Runs;

namespace Apsis;

/// <summary>One run of <see cref="AutomationWorkflow.RunWorkItemWithFilesAsync"/>: its files, its values, and how to wait.</summary>
public sealed record RunWorkItemOptions
{
    /// <summary>Local files by the names of the Activity's input parameters.</summary>
    public IReadOnlyDictionary<string, string> InputFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Object keys by the names of the Activity's output parameters. A key is also the path in <see cref="OutputDirectory"/>.</summary>
    public IReadOnlyDictionary<string, string> OutputFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Texts by the names of the Activity's input parameters.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>JSON values by the names of the Activity's input parameters.</summary>
    public IReadOnlyDictionary<string, JsonNode?> JsonValues { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>The bucket; the workflow's default when null. Not needed when there are no files.</summary>
    public string? BucketKey { get; init; }

    /// <summary>Whether outputs are downloaded when the WorkItem has succeeded. Default true.</summary>
    public bool DownloadOutputs { get; init; } = true;

    /// <summary>The folder of downloaded outputs and of the report. Default the current folder.</summary>
    public string OutputDirectory { get; init; } = ".";

    /// <summary>Whether the report is saved. Default true; that of a WorkItem that failed always is.</summary>
    public bool SaveReport { get; init; } = true;

    /// <summary>How old a status may be at most; the workflow's when null.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>How long to wait for the WorkItem; the workflow's when null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Seconds that the WorkItem may take in the service; the engine's default when null.</summary>
    public int? LimitProcessingTimeSec { get; init; }

    /// <summary>An address that the service calls when the WorkItem has ended; the workflow's when null.</summary>
    public Uri? OnCompleteUrl { get; init; }

    /// <summary>An address that the service calls while the WorkItem runs.</summary>
    public Uri? OnProgressUrl { get; init; }

    /// <summary>Told of every phase, transfer and status.</summary>
    public IProgress<RunProgress>? Progress { get; init; }
}
