using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

internal sealed record BackendLimitsBody
{
    public int? LimitProcessingTimeSec { get; init; }

    [JsonPropertyName("limitTotalUncompressedAppsSizeInMB")]
    public int? LimitTotalUncompressedAppsSizeInMB { get; init; }
}
