using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>Everything of Design Automation that is read from or written to JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ForgeAppBody))]
[JsonSerializable(typeof(EngineBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(QueueStatsBody))]
[JsonSerializable(typeof(AppBundleBody))]
[JsonSerializable(typeof(ActivityBody))]
[JsonSerializable(typeof(SettingBody))]
[JsonSerializable(typeof(AliasBody))]
[JsonSerializable(typeof(AliasAnswer))]
[JsonSerializable(typeof(ServiceLimitsBody))]
[JsonSerializable(typeof(WorkItemBody))]
[JsonSerializable(typeof(List<WorkItemBody>))]
[JsonSerializable(typeof(CombineBody))]
[JsonSerializable(typeof(CombineAnswer))]
[JsonSerializable(typeof(ArgumentBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(IReadOnlyList<StatusBody>))]
[JsonSerializable(typeof(StatusResultsBody))]
[JsonSerializable(typeof(Page<string>), TypeInfoPropertyName = "PageOfIds")]
[JsonSerializable(typeof(Page<int>), TypeInfoPropertyName = "PageOfVersions")]
[JsonSerializable(typeof(Page<AliasAnswer>), TypeInfoPropertyName = "PageOfAliases")]
[JsonSerializable(typeof(Page<ShareBody>), TypeInfoPropertyName = "PageOfShares")]
[JsonSerializable(typeof(Page<WorkItemEntryBody>), TypeInfoPropertyName = "PageOfWorkItems")]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<string>>), TypeInfoPropertyName = "FieldErrors")]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(SocketRequestBody))]
[JsonSerializable(typeof(SocketMessageBody))]
[JsonSerializable(typeof(WorkItemJob))]
internal sealed partial class AutomationJson : JsonSerializerContext;
