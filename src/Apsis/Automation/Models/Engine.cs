using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.Automation;

/// <summary>A program that the service runs.</summary>
public sealed record Engine
{
    /// <summary>The qualified id, such as <c>Autodesk.AutoCAD+25_0</c>.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>A text for people.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The version of the product.</summary>
    [JsonPropertyName("productVersion")]
    public string? ProductVersion { get; init; }

    /// <summary>The version of the engine.</summary>
    [JsonPropertyName("version")]
    public int? Version { get; init; }

    /// <summary>The engine's own package, as the service names it. Rarely said.</summary>
    [JsonPropertyName("package")]
    public string? Package { get; init; }

    /// <summary>Whether WorkItems can have a <see cref="WorkItemSpec.Priority"/> (beta, Revit).</summary>
    [JsonPropertyName("priorityPass")]
    public bool? PriorityPass { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
