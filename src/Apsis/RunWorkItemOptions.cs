using System.Text.Json.Nodes;
using Apsis.Runs;

namespace Apsis;

/// <summary>One run of <see cref="AutomationWorkflow.RunWorkItemWithFilesAsync"/>: its files, its values, and how to wait.</summary>
/// <remarks>All names are those of the Activity's parameters. One name may be given once only, in whichever of the members.</remarks>
public sealed record RunWorkItemOptions
{
    /// <summary>Options with no files, which wait for the end.</summary>
    public RunWorkItemOptions()
    {
    }

    // "with" makes a copy: what is added to its files must not appear among those of the original.
    private RunWorkItemOptions(RunWorkItemOptions other)
    {
        InputFiles = new Dictionary<string, string>(other.InputFiles, StringComparer.Ordinal);
        OutputFiles = new Dictionary<string, string>(other.OutputFiles, StringComparer.Ordinal);
        Values = new Dictionary<string, string>(other.Values, StringComparer.Ordinal);
        JsonValues = new Dictionary<string, JsonNode?>(other.JsonValues, StringComparer.Ordinal);
        Inputs = [.. other.Inputs];
        Outputs = [.. other.Outputs];
        BucketKey = other.BucketKey;
        BucketRegion = other.BucketRegion;
        BucketPolicy = other.BucketPolicy;
        Wait = other.Wait;
        DownloadOutputs = other.DownloadOutputs;
        OutputDirectory = other.OutputDirectory;
        SaveReport = other.SaveReport;
        PollInterval = other.PollInterval;
        Timeout = other.Timeout;
        LimitProcessingTimeSec = other.LimitProcessingTimeSec;
        AllowLimitBeyondLinkLife = other.AllowLimitBeyondLinkLife;
        Retry = other.Retry;
        OnCompleteUrl = other.OnCompleteUrl;
        OnProgressUrl = other.OnProgressUrl;
        Progress = other.Progress;
    }

    /// <summary>Paths of local files by the names of the Activity's input parameters: <c>InputFiles = { ["inputRvt"] = "house.rvt" }</c>.</summary>
    public IDictionary<string, string> InputFiles { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Object keys by the names of the Activity's output parameters. A key is also the path in <see cref="OutputDirectory"/>.</summary>
    public IDictionary<string, string> OutputFiles { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Texts by the names of the Activity's input parameters.</summary>
    public IDictionary<string, string> Values { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>JSON values by the names of the Activity's input parameters.</summary>
    public IDictionary<string, JsonNode?> JsonValues { get; init; } = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);

    /// <summary>Inputs of any kind: folders, streams, objects in the storage, addresses; also files that need more than a path.</summary>
    public IList<RunInput> Inputs { get; init; } = [];

    /// <summary>Outputs of any kind: optional ones, zips to be unpacked, addresses outside.</summary>
    public IList<RunOutput> Outputs { get; init; } = [];

    /// <summary>The bucket; the workflow's default when null. Not needed when there are no files.</summary>
    public string? BucketKey { get; init; }

    /// <summary>The region of a bucket that has to be made: US, EMEA, AUS, CAN, DEU, IND, JPN or GBR; the workflow's when null. It can not be changed later.</summary>
    public string? BucketRegion { get; init; }

    /// <summary>The retention of a bucket that has to be made, one of <see cref="DataManagement.PolicyKey"/>; the workflow's when null.</summary>
    public string? BucketPolicy { get; init; }

    /// <summary>
    /// Whether to wait for the end. When false the call returns as soon as the WorkItem is submitted; wait for it later, in another process
    /// too, with <see cref="AutomationWorkflow.WaitForCompletionAsync"/>. Default true.
    /// </summary>
    public bool Wait { get; init; } = true;

    /// <summary>Whether outputs are downloaded when the WorkItem has succeeded. Default true.</summary>
    public bool DownloadOutputs { get; init; } = true;

    /// <summary>The folder of downloaded outputs and of the report. Default the current folder.</summary>
    public string OutputDirectory { get; init; } = ".";

    /// <summary>Whether the report is saved. Default true; that of a WorkItem that failed always is.</summary>
    public bool SaveReport { get; init; } = true;

    /// <summary>How old a status may be at most; the workflow's when null.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>How long to wait for the WorkItem, from its submission; the workflow's when null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Seconds that the WorkItem may take in the service; the engine's default when null.</summary>
    public int? LimitProcessingTimeSec { get; init; }

    /// <summary>Allows a <see cref="LimitProcessingTimeSec"/> of more than an hour, after which outputs can not be uploaded any more.</summary>
    public bool AllowLimitBeyondLinkLife { get; init; }

    /// <summary>Whether a WorkItem that failed is submitted again. Default: no, because it is paid for again.</summary>
    public WorkItemRetryPolicy Retry { get; init; } = WorkItemRetryPolicy.None;

    /// <summary>An address that the service calls when the WorkItem has ended; the workflow's when null.</summary>
    public Uri? OnCompleteUrl { get; init; }

    /// <summary>An address that the service calls while the WorkItem runs.</summary>
    public Uri? OnProgressUrl { get; init; }

    /// <summary>Told of every phase, transfer and status, on the run's own threads; it must not block.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>The names of the files' parameters. Addresses may be secret, and values private.</summary>
    public override string ToString() =>
        $"RunWorkItemOptions {{ Inputs = {string.Join(", ", InputFiles.Keys.Concat(Values.Keys).Concat(JsonValues.Keys).Concat(Inputs.Select(input => input.Argument)))}, "
        + $"Outputs = {string.Join(", ", OutputFiles.Keys.Concat(Outputs.Select(output => output.Argument)))}, BucketKey = {BucketKey}, OutputDirectory = {OutputDirectory} }}";
}
