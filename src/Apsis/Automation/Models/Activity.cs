using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>What an engine is to do: its command line, the AppBundles it loads and the parameters that a WorkItem binds.</summary>
public sealed record Activity : IVersionedDefinition
{
    /// <summary>The name when it is created; <c>owner.Name</c> or <c>owner.Name+alias</c> in answers; null for a new version.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The qualified id of the engine, such as <c>Autodesk.Revit+2026</c>.</summary>
    [JsonPropertyName("engine")]
    public string Engine { get; init => field = value ?? ""; } = "";

    /// <summary>The command lines, run one after another. Paths stand in double quotes: <c>"$(args[input].path)"</c>.</summary>
    [JsonPropertyName("commandLine")]
    [JsonConverter(typeof(StringOrListConverter))]
    public IReadOnlyList<string> CommandLine { get; init => field = value ?? []; } = [];

    /// <summary>The qualified ids of the AppBundles, <c>owner.Name+alias</c>.</summary>
    [JsonPropertyName("appbundles")]
    public IReadOnlyList<string> AppBundles { get; init => field = value ?? []; } = [];

    /// <summary>The parameters by name.</summary>
    [JsonPropertyName("parameters")]
    public IReadOnlyDictionary<string, ActivityParameter> Parameters { get; init => field = value ?? new Dictionary<string, ActivityParameter>(); } = new Dictionary<string, ActivityParameter>();

    /// <summary>Scripts and environment variables by name.</summary>
    [JsonPropertyName("settings")]
    public IReadOnlyDictionary<string, ActivitySetting> Settings { get; init => field = value ?? new Dictionary<string, ActivitySetting>(); } = new Dictionary<string, ActivitySetting>();

    /// <summary>A text for people.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The version, from 1; only in answers.</summary>
    [JsonPropertyName("version")]
    public int? Version { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
