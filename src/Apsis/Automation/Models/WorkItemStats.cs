using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>When the phases of a WorkItem were reached (UTC), and the bytes moved. Phases never reached are null.</summary>
public sealed record WorkItemStats
{
    /// <summary>Accepted by the service.</summary>
    [JsonPropertyName("timeQueued")]
    public DateTimeOffset? TimeQueued { get; init; }

    /// <summary>Taken by a machine, which begins to fetch the inputs.</summary>
    [JsonPropertyName("timeDownloadStarted")]
    public DateTimeOffset? TimeDownloadStarted { get; init; }

    /// <summary>The engine starts.</summary>
    [JsonPropertyName("timeInstructionsStarted")]
    public DateTimeOffset? TimeInstructionsStarted { get; init; }

    /// <summary>The engine has ended.</summary>
    [JsonPropertyName("timeInstructionsEnded")]
    public DateTimeOffset? TimeInstructionsEnded { get; init; }

    /// <summary>The outputs are uploaded.</summary>
    [JsonPropertyName("timeUploadEnded")]
    public DateTimeOffset? TimeUploadEnded { get; init; }

    /// <summary>The WorkItem has ended.</summary>
    [JsonPropertyName("timeFinished")]
    public DateTimeOffset? TimeFinished { get; init; }

    /// <summary>Bytes of the inputs fetched.</summary>
    [JsonPropertyName("bytesDownloaded")]
    public long? BytesDownloaded { get; init; }

    /// <summary>Bytes of the outputs sent.</summary>
    [JsonPropertyName("bytesUploaded")]
    public long? BytesUploaded { get; init; }

    /// <summary>Megabytes of memory that the engine took at most (beta).</summary>
    [JsonPropertyName("megabytesPeakRam")]
    public double? MegabytesPeakRam { get; init; }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
