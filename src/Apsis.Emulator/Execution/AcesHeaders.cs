using System.Text.Json;
using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Execution;

/// <summary>The headers of a console request: JSON, or lines of <c>name: value</c>, on top of the argument's own.</summary>
internal static class AcesHeaders
{
    public static IReadOnlyDictionary<string, string>? Merge(IReadOnlyDictionary<string, string>? own, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return own;
        var merged = new Dictionary<string, string>(own ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Parse(text)) merged[name] = value;
        return merged;
    }

    private static IEnumerable<KeyValuePair<string, string>> Parse(string text)
    {
        if (text.TrimStart().StartsWith('{'))
        {
            try
            {
                return JsonSerializer.Deserialize(text, AutomationJson.Default.DictionaryStringString) ?? [];
            }
            catch (JsonException e)
            {
                throw new WorkItemException($"The headers of the request cannot be read: {e.Message}", e);
            }
        }

        return text.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2 && pair[0].Length > 0)
            .Select(pair => KeyValuePair.Create(pair[0], pair[1]));
    }
}
