using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>A WorkItem as it is submitted.</summary>
internal sealed record WorkItemBody
{
    public string? ActivityId { get; init; }

    [JsonConverter(typeof(ArgumentsConverter))]
    public IReadOnlyDictionary<string, ArgumentBody>? Arguments { get; init; }

    public SignaturesBody? Signatures { get; init; }

    public int? LimitProcessingTimeSec { get; init; }

    public string? Priority { get; init; }

    public int? MemoryGb { get; init; }

    public bool? Gpu { get; init; }
}
