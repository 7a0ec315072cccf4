using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>Everything of Design Automation that crosses the wire.</summary>
/// <remarks>The generated readers assign null to init-only members that an answer leaves out: those with a default keep it in their setter.</remarks>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(WorkItem))]
[JsonSerializable(typeof(IReadOnlyList<WorkItem>))]
[JsonSerializable(typeof(WorkItemSpec))]
[JsonSerializable(typeof(IReadOnlyList<WorkItemSpec>))]
[JsonSerializable(typeof(WorkItemStatuses))]
[JsonSerializable(typeof(Page<WorkItemListing>))]
[JsonSerializable(typeof(Page<string>))]
[JsonSerializable(typeof(Page<int>))]
[JsonSerializable(typeof(Page<Alias>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(AppBundle))]
[JsonSerializable(typeof(Alias))]
[JsonSerializable(typeof(Engine))]
[JsonSerializable(typeof(EngineHealth))]
[JsonSerializable(typeof(EngineHealthStats))]
[JsonSerializable(typeof(ForgeApp))]
[JsonSerializable(typeof(Page<Share>))]
[JsonSerializable(typeof(ServiceLimits))]
[JsonSerializable(typeof(CombineRequest))]
[JsonSerializable(typeof(CombinedWorkItems))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class AutomationJson : JsonSerializerContext;
