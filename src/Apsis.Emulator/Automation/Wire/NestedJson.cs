using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>Reads a value inside of a converter. What is wrong in it is told with the whole path, not only with the path from there on.</summary>
internal static class NestedJson
{
    public static T? Read<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type, string member, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, type);
        }
        catch (JsonException e)
        {
            throw new JsonException(e.Message, $"$.{member}.{AutomationErrors.Shown(name)}{e.Path?.TrimStart('$')}", e.LineNumber, e.BytePositionInLine, e.InnerException);
        }
    }
}
