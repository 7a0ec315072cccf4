using Microsoft.Extensions.Logging;

namespace Apsis.Diagnostics;

/// <summary>What a log says of runs. The names and numbers of these events do not change: filters and alerts may rely on them.</summary>
internal static partial class RunLog
{
    /// <summary>The category.</summary>
    public const string Category = "Apsis.Runs";

    [LoggerMessage(1001, LogLevel.Information, "Run {RunId} of {ActivityId} started", EventName = "RunStarted")]
    public static partial void RunStarted(this ILogger logger, string runId, string activityId);

    [LoggerMessage(1002, LogLevel.Information, "Run {RunId}: input {Argument} uploaded, {Bytes} bytes", EventName = "InputUploaded")]
    public static partial void InputUploaded(this ILogger logger, string runId, string argument, long bytes);

    [LoggerMessage(1003, LogLevel.Information, "Run {RunId}: WorkItem {WorkItemId} submitted", EventName = "WorkItemSubmitted")]
    public static partial void WorkItemSubmitted(this ILogger logger, string runId, string workItemId);

    [LoggerMessage(1004, LogLevel.Information, "Run {RunId}: WorkItem {WorkItemId} is {ServiceStatus}", EventName = "WorkItemStatusChanged")]
    public static partial void WorkItemStatusChanged(this ILogger logger, string runId, string workItemId, string serviceStatus);

    [LoggerMessage(1005, LogLevel.Information, "Run {RunId}: report saved as {Path}", EventName = "ReportSaved")]
    public static partial void ReportSaved(this ILogger logger, string runId, string path);

    [LoggerMessage(1006, LogLevel.Information, "Run {RunId}: output {Argument} downloaded as {Path}, {Bytes} bytes", EventName = "OutputDownloaded")]
    public static partial void OutputDownloaded(this ILogger logger, string runId, string argument, string path, long bytes);

    [LoggerMessage(1007, LogLevel.Information, "Run {RunId} of {ActivityId} ended: {Phase}, WorkItem {WorkItemId}", EventName = "RunEnded")]
    public static partial void RunEnded(this ILogger logger, string runId, string activityId, string phase, string? workItemId);

    [LoggerMessage(1008, LogLevel.Warning, "Run {RunId}: a step failed and is tried again at {RetryAt:O}: {Reason}", EventName = "StepRetrying")]
    public static partial void StepRetrying(this ILogger logger, string runId, string reason, DateTimeOffset retryAt);

    [LoggerMessage(1009, LogLevel.Warning, "Run {RunId}: WorkItem {WorkItemId} failed; another is submitted at {NotBefore:O}", EventName = "WorkItemRetrying")]
    public static partial void WorkItemRetrying(this ILogger logger, string runId, string workItemId, DateTimeOffset notBefore);

    [LoggerMessage(1010, LogLevel.Warning, "Run {RunId}: WorkItem {WorkItemId} ended as {ServiceStatus}. {ErrorLine}", EventName = "WorkItemFailed")]
    public static partial void WorkItemFailed(this ILogger logger, string runId, string workItemId, string serviceStatus, string? errorLine);

    [LoggerMessage(1011, LogLevel.Error, "Run {RunId} of {ActivityId} failed: {Reason}", EventName = "RunFailed")]
    public static partial void RunFailed(this ILogger logger, string runId, string activityId, string reason);

    [LoggerMessage(1012, LogLevel.Warning, "A run of {ActivityId} was not started: {Reason}", EventName = "RunRefused")]
    public static partial void RunRefused(this ILogger logger, string activityId, string reason);

    [LoggerMessage(1013, LogLevel.Warning, "WorkItem {WorkItemId} has ended and has not called back; its end was found late, by asking. If that goes on, see whether the service reaches Callbacks.BaseUrl",
        EventName = "CallbackMissed")]
    public static partial void CallbackMissed(this ILogger logger, string workItemId);

    [LoggerMessage(1014, LogLevel.Warning, "The WebSocket of {Host} can not be opened: {Reason}. WorkItems are submitted over HTTP; it is tried again after {Seconds} s", EventName = "SocketClosed")]
    public static partial void SocketClosed(this ILogger logger, string host, string reason, double seconds);

    [LoggerMessage(1015, LogLevel.Warning, "A WebSocket of {Host} has ended: {Reason}. {Followed} WorkItems that it was to tell of are asked for; {Unanswered} submissions were not answered",
        EventName = "SocketLost")]
    public static partial void SocketLost(this ILogger logger, string host, string reason, int followed, int unanswered);

    [LoggerMessage(1016, LogLevel.Information, "The WebSocket of {Host} takes no more WorkItems for now: they are submitted over HTTP for {Seconds} s", EventName = "SocketLimited")]
    public static partial void SocketLimited(this ILogger logger, string host, double seconds);
}
