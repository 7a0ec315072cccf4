using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Runs;
using Apsis.Runs.Callbacks;
using Microsoft.Extensions.Logging;

namespace Apsis;

/// <summary>Design Automation from files to files: upload, run, wait, download. In one call, or step by step.</summary>
/// <remarks>Safe for concurrent use. Make one and keep it: its calls share connections, tokens and status requests.</remarks>
public sealed partial class AutomationWorkflow : IAsyncDisposable, IDisposable
{
    private readonly AutomationWorkflowOptions _options;
    private readonly RunHost _host;
    private readonly IDisposable[] _owned;

    /// <summary>A workflow over two clients, which it does not dispose.</summary>
    /// <param name="automation">Design Automation.</param>
    /// <param name="data">The object storage.</param>
    /// <param name="options">What holds for calls that do not say otherwise; defaults when null.</param>
    /// <param name="tracker">Waits for WorkItems; one of its own when null. Several workflows of one client share their status requests when they share it.</param>
    /// <exception cref="ArgumentException">An option is out of bounds.</exception>
    public AutomationWorkflow(
        AutomationClient automation, DataManagementClient data, AutomationWorkflowOptions? options = null, WorkItemTracker? tracker = null)
        : this(automation, data, options ?? new AutomationWorkflowOptions(), tracker, [])
    {
    }

    private AutomationWorkflow(
        AutomationClient automation, DataManagementClient data, AutomationWorkflowOptions options, WorkItemTracker? tracker, IDisposable[] owned)
    {
        ArgumentNullException.ThrowIfNull(automation);
        ArgumentNullException.ThrowIfNull(data);
        options.Validate();
        Automation = automation;
        Data = data;
        _options = options;
        _owned = owned;
        Tracker = tracker ?? new WorkItemTracker(automation);
        _host = new RunHost(automation, data, options: options.ForHost(), tracker: Tracker);
        Runs = new RunClient(_host);
    }

    /// <summary>Design Automation under it: engines, AppBundles, Activities, WorkItems, publishing.</summary>
    public AutomationClient Automation { get; }

    /// <summary>The object storage under it: buckets and objects.</summary>
    public DataManagementClient Data { get; }

    /// <summary>Runs with a handle: start one, do other things, wait for it or cancel it.</summary>
    public RunClient Runs { get; }

    /// <summary>Waits for all WorkItems of the workflow together. Whoever hears of the end of one, by callback or otherwise, tells it here.</summary>
    public WorkItemTracker Tracker { get; }

    /// <summary>Gives WorkItems their addresses to call back, and knows them again; null when they are given none. Apsis.AspNetCore listens for them.</summary>
    public RunCallbacks? Callbacks => _options.Callbacks;

    /// <summary>A workflow with clients of its own, which it disposes.</summary>
    /// <param name="options">Credentials, bucket and waiting.</param>
    /// <param name="loggerFactory">Where runs are logged; nowhere when null.</param>
    /// <param name="budget">The calls that it may make; its own when null. Give the same to all workflows of a process that use one client id.</param>
    /// <exception cref="ArgumentException">Client id or secret is missing, or an option is out of bounds. No call is made.</exception>
    public static AutomationWorkflow Create(ApsisOptions options, ILoggerFactory? loggerFactory = null, RateBudget? budget = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var auth = new AuthClient(options.ForAuth());
        var pipeline = new ApsPipeline(auth, options.ForPipeline(loggerFactory, budget));
        var automation = new AutomationClient(pipeline, options.Region);
        return new AutomationWorkflow(
            automation, new DataManagementClient(pipeline), options.ForWorkflow(new RunCallbacks(options.Callbacks)), new WorkItemTracker(automation, options.ForTracker()), [pipeline, auth]);
    }

    /// <summary>Stops runs that are under way, without touching their WorkItems, and disposes what <see cref="Create"/> made.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync().ConfigureAwait(false);
        foreach (var owned in _owned)
            owned.Dispose();
    }

    /// <summary>As <see cref="DisposeAsync"/>, without waiting for runs to notice. Prefer <c>await using</c>.</summary>
    public void Dispose()
    {
        _host.Stop();
        foreach (var owned in _owned)
            owned.Dispose();
    }

    /// <summary>The whole path: checks the run, uploads the inputs, runs the WorkItem, waits, saves the report and downloads the outputs.</summary>
    /// <param name="activityId">The qualified id of the Activity, <c>owner.Name+alias</c>.</param>
    /// <param name="options">Files, values, and how to wait. None are needed for an Activity without files.</param>
    /// <param name="cancellationToken">Cancels the run and its WorkItem, for nobody else could.</param>
    /// <returns>
    /// How the WorkItem ended: succeeded, failed or cancelled. With <see cref="RunWorkItemOptions.Wait"/> false, that it is pending.
    /// </returns>
    /// <exception cref="RunSpecException">The run can not work as asked for; nothing was uploaded or submitted.</exception>
    /// <exception cref="WorkItemTimeoutException">The wait ran out; the WorkItem goes on, and the exception names it.</exception>
    /// <exception cref="ApsHttpException">The service refused a call, or was out of reach for long.</exception>
    /// <exception cref="TransferException">A file could not be moved.</exception>
    public Task<WorkItemResult> RunWorkItemWithFilesAsync(
        string activityId, RunWorkItemOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(activityId);
        return RunAsync(activityId, options ?? new RunWorkItemOptions(), isOneOfMany: false, cancellationToken);
    }

    private async Task<WorkItemResult> RunAsync(string activityId, RunWorkItemOptions options, bool isOneOfMany, CancellationToken cancellationToken)
    {
        var run = await Runs.StartAsync(SpecOf(activityId, options) with { IsOneOfMany = isOneOfMany }, options.Progress, cancellationToken).ConfigureAwait(false);
        try
        {
            return ResultOf(await run.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await run.CancelAsync(CancellationToken.None).ConfigureAwait(false);
            await run.WaitAsync(CancellationToken.None).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await _host.Journal.RemoveAsync(run.Id, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private RunSpec SpecOf(string activityId, RunWorkItemOptions options)
    {
        var spec = new RunSpec
        {
            ActivityId = activityId,
            Inputs =
            [
                .. options.InputFiles.Select(file => new RunInput.File(file.Key, file.Value)),
                .. options.Values.Select(value => new RunInput.Text(value.Key, value.Value)),
                .. options.JsonValues.Select(value => new RunInput.Json(value.Key, value.Value)),
                .. options.Inputs,
            ],
            Outputs = [.. options.OutputFiles.Select(file => new RunOutput.Object(file.Key, file.Value)), .. options.Outputs],
            BucketKey = options.BucketKey ?? _options.DefaultBucket,
            BucketRegion = options.BucketRegion ?? _options.BucketRegion,
            BucketPolicy = options.BucketPolicy ?? _options.BucketPolicy,
            DownloadOutputs = options.DownloadOutputs,
            OutputDirectory = options.OutputDirectory,
            SaveReport = options.SaveReport,
            PollInterval = options.PollInterval ?? _options.PollInterval,
            Timeout = options.Timeout ?? _options.Timeout,
            LimitProcessingTimeSec = options.LimitProcessingTimeSec,
            AllowLimitBeyondLinkLife = options.AllowLimitBeyondLinkLife,
            Wait = options.Wait,
            Retry = options.Retry,
            OnCompleteUrl = options.OnCompleteUrl ?? _options.OnCompleteUrl,
            OnProgressUrl = options.OnProgressUrl,
        };
        return spec;
    }

    private static WorkItemResult ResultOf(RunOutcome outcome) => new()
    {
        WorkItemId = outcome.State.WorkItemId ?? "",
        Status = outcome.State.Phase switch
        {
            RunPhase.Succeeded => WorkItemStatus.Success,
            RunPhase.Cancelled => WorkItemStatus.Cancelled,
            RunPhase.Failed => WorkItemStatus.Failed,
            _ => WorkItemStatus.Pending,
        },
        ServiceStatus = outcome.WorkItem?.ServiceStatus ?? (outcome.State.WorkItemId is null ? "" : "pending"),
        EarlierWorkItemIds = outcome.State.EarlierWorkItemIds,
        ReportUrl = outcome.WorkItem?.ReportUrl,
        ReportPath = outcome.State.ReportPath,
        ErrorLines = outcome.State.ErrorLines,
        Stats = outcome.WorkItem?.Stats,
        // An optional output that was not written has no path.
        Outputs = outcome.State.Downloaded.Where(output => output.Value.Length > 0).ToDictionary(),
        Details = outcome.WorkItem,
    };
}
