namespace Apsis.Emulator.Automation.Wire;

/// <summary>When each phase of a WorkItem began and ended, and how many bytes moved. Phases never reached are absent.</summary>
internal sealed record StatsBody
{
    public DateTime? TimeQueued { get; init; }

    public DateTime? TimeDownloadStarted { get; init; }

    public DateTime? TimeInstructionsStarted { get; init; }

    public DateTime? TimeInstructionsEnded { get; init; }

    public DateTime? TimeUploadEnded { get; init; }

    public DateTime? TimeFinished { get; init; }

    public long? BytesDownloaded { get; init; }

    public long? BytesUploaded { get; init; }
}
