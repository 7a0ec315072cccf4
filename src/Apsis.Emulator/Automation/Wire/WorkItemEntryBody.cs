using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>A line of the WorkItem listing.</summary>
internal sealed record WorkItemEntryBody(
    string Id,
    [property: JsonPropertyName("lastModifiedInUTCEpochSecond")] long LastModified);
