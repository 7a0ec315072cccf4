using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Emulator.Faults.Admin;

namespace Apsis.Emulator.Faults;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FaultPlan))]
[JsonSerializable(typeof(FaultsAnswer))]
internal sealed partial class FaultJson : JsonSerializerContext;
