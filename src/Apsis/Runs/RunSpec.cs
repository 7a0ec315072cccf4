using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Http;

namespace Apsis.Runs;

/// <summary>A run as it was asked for.</summary>
public sealed record RunSpec
{
    /// <summary>The qualified id of the Activity, <c>owner.Name+alias</c>.</summary>
    public required string ActivityId { get; init; }

    /// <summary>What its input parameters are bound to.</summary>
    public IReadOnlyList<RunInput> Inputs { get; init; } = [];

    /// <summary>Where its outputs go.</summary>
    public IReadOnlyList<RunOutput> Outputs { get; init; } = [];

    /// <summary>The bucket of uploaded inputs and of outputs. Needed when there are any; created when it does not exist.</summary>
    public string? BucketKey { get; init; }

    /// <summary>The retention policy of a bucket that is created.</summary>
    public string BucketPolicy { get; init; } = PolicyKey.Transient;

    /// <summary>The region of a bucket that is created.</summary>
    public string BucketRegion { get; init; } = BucketsResource.DefaultRegion;

    /// <summary>Seconds that the WorkItem may take in the service, transfers included; the engine's default when null.</summary>
    public int? LimitProcessingTimeSec { get; init; }

    /// <summary>An address that the service calls when the WorkItem has ended.</summary>
    public Uri? OnCompleteUrl { get; init; }

    /// <summary>An address that the service calls while the WorkItem runs.</summary>
    public Uri? OnProgressUrl { get; init; }

    /// <summary>Whether outputs are downloaded when the WorkItem has succeeded.</summary>
    public bool DownloadOutputs { get; init; } = true;

    /// <summary>The folder of downloaded outputs and of the report; an output's key is its path in it.</summary>
    public string OutputDirectory { get; init; } = ".";

    /// <summary>Whether the report is saved as <c>{WorkItem id}.report.txt</c> in <see cref="OutputDirectory"/>. Its own URL dies within the hour.</summary>
    public bool SaveReport { get; init; } = true;

    /// <summary>How old a status may be at most. Default 10 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for the WorkItem, from its submission. Default 1 hour. The WorkItem goes on when the wait runs out.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether the run goes on after its WorkItem is submitted. When false it is left at that: its report and outputs are not fetched, and
    /// whoever has the WorkItem's id can wait for it, in another process too.
    /// </summary>
    public bool Wait { get; init; } = true;

    /// <summary>Whether a WorkItem that failed is submitted again. Default: no.</summary>
    public WorkItemRetryPolicy Retry { get; init; } = WorkItemRetryPolicy.None;

    /// <summary>
    /// Allows a <see cref="LimitProcessingTimeSec"/> that outlives the links to the files, which end after <see cref="ApsLimits.MaxSignedUrlMinutes"/>
    /// minutes. A WorkItem that takes longer than that may be unable to upload its outputs, and is paid for all the same.
    /// </summary>
    public bool AllowLimitBeyondLinkLife { get; init; }

    /// <summary>How uploaded objects are named to the service.</summary>
    public ArgumentLinkStyle LinkStyle { get; init; } = ArgumentLinkStyle.ObjectUrn;

    /// <summary>The Activity and the names of the arguments. Addresses may be secret, and values private.</summary>
    public override string ToString() => $"RunSpec {{ ActivityId = {ActivityId}, Inputs = {string.Join(", ", Inputs.Select(input => input.Argument))}, "
        + $"Outputs = {string.Join(", ", Outputs.Select(output => output.Argument))}, BucketKey = {BucketKey} }}";

    /// <summary>What is wrong with it as far as this machine can tell: files, keys, folders, addresses. Makes no call.</summary>
    /// <param name="activity">The Activity, if it is at hand: then also what does not fit its parameters.</param>
    /// <returns>A sentence each; none when it can be started. <see cref="RunClient.StartAsync"/> looks for the same.</returns>
    public IReadOnlyList<string> FindProblems(Activity? activity = null) => RunPreflight.FindProblems(this, activity);

    /// <summary>Whether it is one of many, which give way to single runs when calls are short.</summary>
    internal bool IsOneOfMany { get; init; }

    /// <summary>Whether anything of this run is kept in a bucket.</summary>
    internal bool NeedsBucket => Inputs.Any(input => input.IsUploaded) || Outputs.Any(output => output is RunOutput.Object);
}
