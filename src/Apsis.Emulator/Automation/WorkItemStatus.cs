namespace Apsis.Emulator.Automation;

/// <summary>The service's words for the state of a WorkItem.</summary>
internal static class WorkItemStatus
{
    public const string Pending = "pending";
    public const string InProgress = "inprogress";
    public const string Success = "success";
    public const string Cancelled = "cancelled";
    public const string FailedLimitProcessingTime = "failedLimitProcessingTime";
    public const string FailedDownload = "failedDownload";
    public const string FailedInstructions = "failedInstructions";
    public const string FailedUpload = "failedUpload";
    public const string FailedUploadOptional = "failedUploadOptional";

    public static bool IsFinal(string status) => status is not (Pending or InProgress);

    /// <summary>The word in the report's line "Job finished with result".</summary>
    public static string ReportWord(string status) => status switch
    {
        Success => "Succeeded",
        Cancelled => "Cancelled",
        FailedLimitProcessingTime => "FailedLimitProcessingTime",
        FailedDownload => "FailedDownload",
        FailedInstructions => "FailedExecution",
        FailedUpload => "FailedUpload",
        FailedUploadOptional => "FailedUploadOptional",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a final status."),
    };
}
