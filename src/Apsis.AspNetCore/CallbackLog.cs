using Microsoft.Extensions.Logging;

namespace Apsis.AspNetCore;

/// <summary>What a log says of callbacks. Nothing of a request stands in it before its signature was right.</summary>
internal static partial class CallbackLog
{
    [LoggerMessage(1201, LogLevel.Debug, "WorkItem {WorkItemId} of run {RunId} has called back ({Kind}): {Status}", EventName = "CallbackAccepted")]
    public static partial void CallbackAccepted(this ILogger logger, string workItemId, string runId, string kind, string status);

    [LoggerMessage(1202, LogLevel.Warning, "Requests to the address of callbacks were refused: {Count} since {Since:O}, for this reason: {Reason}", EventName = "CallbacksRefused")]
    public static partial void CallbacksRefused(this ILogger logger, long count, DateTimeOffset since, CallbackRefusal reason);

    [LoggerMessage(1203, LogLevel.Error, "{Handler} failed for the callback ({Kind}) of WorkItem {WorkItemId}", EventName = "CallbackHandlerFailed")]
    public static partial void HandlerFailed(this ILogger logger, Exception error, string handler, string kind, string workItemId);
}
