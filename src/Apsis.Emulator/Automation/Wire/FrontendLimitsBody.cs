using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

internal sealed record FrontendLimitsBody
{
    [JsonPropertyName("limitPayloadSizeInKB")]
    public int? LimitPayloadSizeInKB { get; init; }

    public int? LimitVersions { get; init; }

    public int? LimitAliases { get; init; }

    public int? LimitPublicAliases { get; init; }

    [JsonPropertyName("limitAppUploadSizeInMB")]
    public int? LimitAppUploadSizeInMB { get; init; }

    public double? LimitMonthlyProcessingTimeInHours { get; init; }
}
