using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

internal sealed record HealthBody([property: JsonPropertyName("Status")] string Status);
