using System.Runtime.ExceptionServices;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Runs;

namespace Apsis;

public sealed partial class AutomationWorkflow
{
    /// <summary>What the keys of uploaded inputs of runs begin with, <c>runs/</c>; after it stand the run's id, the argument and the file's name.</summary>
    public const string RunInputPrefix = InputUpload.KeyPrefix;

    /// <summary>The bucket, created when there is none of that key.</summary>
    /// <param name="bucketKey">Its key; the default bucket when null.</param>
    /// <param name="region">The region of a bucket that is created: US, EMEA, AUS, CAN, DEU, IND, JPN or GBR; the workflow's when null.</param>
    /// <param name="policyKey">The retention of a bucket that is created: <c>transient</c> (24 h), <c>temporary</c> (30 days) or <c>persistent</c>; the workflow's when null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ApsHttpException">Another app owns the key, which is unique in the world.</exception>
    public Task<Bucket> EnsureBucketAsync(
        string? bucketKey = null, string? region = null, string? policyKey = null, CancellationToken cancellationToken = default) =>
        Data.Buckets.EnsureAsync(BucketOf(bucketKey), new CreateBucketOptions { PolicyKey = policyKey ?? _options.BucketPolicy, Region = region ?? _options.BucketRegion }, cancellationToken);

    /// <summary>Uploads a file and gives an address at which the service can read it for 60 minutes.</summary>
    /// <param name="localPath">The file.</param>
    /// <param name="objectKey">The key; the file's name when null. An older object of that key is replaced.</param>
    /// <param name="bucketKey">The bucket; the default bucket when null.</param>
    /// <param name="progress">Told the bytes sent so far.</param>
    /// <param name="cancellationToken">Ends the upload; no object appears.</param>
    /// <remarks>To limit the time that it may take, give the token of a <see cref="CancellationTokenSource"/> with a delay.</remarks>
    /// <exception cref="TransferException">The file can not be read, or the storage did not take it.</exception>
    public async Task<SignedUrl> UploadInputFileAsync(
        string localPath, string? objectKey = null, string? bucketKey = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(localPath);
        var bucket = BucketOf(bucketKey);
        var key = objectKey ?? Path.GetFileName(localPath);
        await Data.Objects.UploadAsync(localPath, bucket, key, progress, cancellationToken).ConfigureAwait(false);
        return await Data.Objects.SignDownloadAsync(bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An address at which the service can write an output.</summary>
    /// <param name="objectKey">The key of the object; it need not exist yet.</param>
    /// <param name="bucketKey">The bucket; the default bucket when null.</param>
    /// <param name="minutesValid">1 to 60. It must outlive the queue and the WorkItem.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<SignedUrl> PrepareOutputUrlAsync(
        string objectKey, string? bucketKey = null, int minutesValid = ApsLimits.MaxSignedUrlMinutes, CancellationToken cancellationToken = default) =>
        Data.Objects.SignUploadAsync(BucketOf(bucketKey), objectKey, minutesValid, cancellationToken);

    /// <summary>Submits a WorkItem whose arguments are made already.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="AutomationException">The service refused it; or, with a null status, did not answer: it may have been accepted, and is not submitted again.</exception>
    public async Task<string> StartWorkItemAsync(
        string activityId, IReadOnlyDictionary<string, WorkItemArgument> arguments, StartWorkItemOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(activityId);
        ArgumentNullException.ThrowIfNull(arguments);
        var all = new Dictionary<string, WorkItemArgument>(arguments, StringComparer.Ordinal);
        if ((options?.OnCompleteUrl ?? _options.OnCompleteUrl) is { } onComplete)
            all.TryAdd("onComplete", WorkItemArgument.Callback(onComplete));
        if (options?.OnProgressUrl is { } onProgress)
            all.TryAdd("onProgress", WorkItemArgument.Callback(onProgress));

        var spec = new WorkItemSpec { ActivityId = activityId, Arguments = all, LimitProcessingTimeSec = options?.LimitProcessingTimeSec };
        return await StartWorkItemAsync(spec, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Submits a WorkItem as it is, but for an address to call back (<see cref="Callbacks"/>): with signatures of a user's submission, priority, or arguments of any kind.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="AutomationException">The service refused it; or, with a null status, did not answer: it may have been accepted, and is not submitted again.</exception>
    public async Task<string> StartWorkItemAsync(WorkItemSpec workItem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workItem);
        try
        {
            return (await _host.Submitter.SubmitAsync(workItem, CallPriority.Interactive, cancellationToken).ConfigureAwait(false)).Id;
        }
        catch (SubmissionException error)
        {
            ExceptionDispatchInfo.Throw(error.Cause);
            throw;
        }
    }

    /// <summary>Waits until a WorkItem has ended, whoever started it, in this process or another, and saves its report.</summary>
    /// <exception cref="WorkItemTimeoutException">The wait ran out; the WorkItem goes on.</exception>
    /// <exception cref="AutomationException">The service does not know it, or has forgotten it (3 days after its end).</exception>
    public async Task<WorkItemResult> WaitForCompletionAsync(string workItemId, WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workItemId);
        var watched = new WorkItemWatchOptions
        {
            PollInterval = options?.PollInterval ?? _options.PollInterval,
            Timeout = options?.Timeout ?? _options.Timeout,
            IsCalledBack = Callbacks?.IsCalledBackBy(workItemId) ?? false,
        };
        WorkItem? ended = null;
        await foreach (var item in _host.Tracker.WatchAsync(workItemId, watched, cancellationToken).ConfigureAwait(false))
        {
            // Only the last is kept: many may wait, for long.
            if (item.HasEnded)
                ended = item;
            Tell(options?.Progress, item);
        }

        _host.LookForCallback(workItemId);

        return await WithReportAsync(ResultOf(ended!), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels a WorkItem: takes it from the queue, or stops its engine. Nothing happens to one that has ended.</summary>
    public Task CancelWorkItemAsync(string workItemId, CancellationToken cancellationToken = default) =>
        Automation.WorkItems.DeleteAsync(workItemId, cancellationToken);

    /// <summary>Downloads an output to a file, which appears when it is whole and its SHA-1 is right, replacing an older one.</summary>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="localPath">The file.</param>
    /// <param name="bucketKey">The bucket; the default bucket when null.</param>
    /// <param name="progress">Told the bytes received so far.</param>
    /// <param name="cancellationToken">Ends the download; nothing is left on disk.</param>
    public async Task DownloadOutputFileAsync(
        string objectKey, string localPath, string? bucketKey = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default) =>
        await Data.Objects.DownloadAsync(BucketOf(bucketKey), objectKey, localPath, progress, cancellationToken).ConfigureAwait(false);

    /// <summary>Deletes what is old in a bucket: inputs and outputs of runs that nobody needs any more, and that cost while they are kept.</summary>
    /// <param name="olderThan">How long ago an object must have been changed last, by the service's clock.</param>
    /// <param name="bucketKey">The bucket; the default bucket when null.</param>
    /// <param name="options">Only keys that begin so; or a dry run, which tells what would go. Inputs of runs begin with <see cref="RunInputPrefix"/>.</param>
    /// <param name="cancellationToken">Ends it; what is deleted stays so.</param>
    /// <returns>Each object that is old enough. Deletes as it is read; one for which the service names no date is kept.</returns>
    public IAsyncEnumerable<OldObject> CleanUpAsync(
        TimeSpan olderThan, string? bucketKey = null, CleanupOptions? options = null, CancellationToken cancellationToken = default) =>
        Data.Objects.DeleteOlderThanAsync(BucketOf(bucketKey), olderThan, options, cancellationToken);

    private string BucketOf(string? bucketKey) => bucketKey ?? _options.DefaultBucket
        ?? throw new ArgumentException("No bucket is named: give bucketKey, or set DefaultBucket (environment: APS_DEFAULT_BUCKET).", nameof(bucketKey));

    private static void Tell(IProgress<WorkItem>? progress, WorkItem item)
    {
        try
        {
            progress?.Report(item);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A screen that fails must not end the wait for what is paid for.
        }
    }

    private async Task<WorkItemResult> WithReportAsync(WorkItemResult result, WaitOptions? options, CancellationToken cancellationToken)
    {
        if (options?.SaveReport == false && result.Status != WorkItemStatus.Failed)
            return result;

        try
        {
            var saved = await new ReportDownload(Automation.Pipeline).SaveAsync(options?.OutputDirectory ?? ".", result.Details!, cancellationToken).ConfigureAwait(false);
            return result with { ReportPath = saved.Path, ErrorLines = saved.ErrorLines };
        }
        catch (Exception error) when (ReportDownload.IsItsFailure(error, cancellationToken))
        {
            return result with { ErrorLines = [$"(the report could not be saved: {error.Message})"] };
        }
    }

    private static WorkItemResult ResultOf(WorkItem item) => new()
    {
        WorkItemId = item.Id,
        Status = item.Status,
        ServiceStatus = item.ServiceStatus,
        ReportUrl = item.ReportUrl,
        Stats = item.Stats,
        Details = item,
    };
}
