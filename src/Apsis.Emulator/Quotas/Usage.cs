using System.Text.Json.Serialization;

namespace Apsis.Emulator.Quotas;

/// <summary>How often a client id has called a family.</summary>
internal sealed record Usage(string ClientId, string Family, long Calls, long Refused, int ThisMinute, int? LimitPerMinute);

internal sealed record UsageAnswer(IReadOnlyList<Usage> Usage);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UsageAnswer))]
internal sealed partial class UsageJson : JsonSerializerContext;
