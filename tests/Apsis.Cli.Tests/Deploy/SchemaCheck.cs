using System.Text.Json;
using System.Text.RegularExpressions;

namespace Apsis.Cli.Tests.Deploy;

/// <summary>Checks a document against a JSON Schema, as far as docs/apsis.schema.json needs; refuses keywords that it does not know.</summary>
internal sealed class SchemaCheck(JsonElement root)
{
    private static readonly HashSet<string> Ignored = ["$schema", "title", "description", "$defs"];

    /// <summary>What is wrong, by its place.</summary>
    public IEnumerable<string> Check(JsonElement value) => Check(root, value, "");

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string at) =>
        schema.EnumerateObject().Where(keyword => !Ignored.Contains(keyword.Name)).SelectMany(keyword => Check(schema, keyword, value, at));

    private IEnumerable<string> Check(JsonElement schema, JsonProperty keyword, JsonElement value, string at)
    {
        var given = keyword.Value;
        return keyword.Name switch
        {
            "$ref" => Check(root.GetProperty("$defs").GetProperty(given.GetString()!.Split('/')[^1]), value, at),
            "anyOf" => given.EnumerateArray().Any(one => !Check(one, value, at).Any()) ? [] : [$"{at}: fits none"],
            "type" => IsOf(given.GetString()!, value) ? [] : [$"{at}: is no {given}"],
            "enum" => given.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? [] : [$"{at}: is none of the words"],
            "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, given.GetString()!) ? [] : [$"{at}: does not match"],
            "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= given.GetInt32() ? [] : [$"{at}: is too short"],
            "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= given.GetInt32() ? [] : [$"{at}: has too few"],
            "items" => value.ValueKind != JsonValueKind.Array ? [] : value.EnumerateArray().SelectMany((item, index) => Check(given, item, $"{at}[{index}]")),
            "required" => value.ValueKind != JsonValueKind.Object ? [] : given.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at}: lacks {name}"),
            "properties" => value.ValueKind != JsonValueKind.Object ? [] : value.EnumerateObject().Where(member => given.TryGetProperty(member.Name, out _))
                .SelectMany(member => Check(given.GetProperty(member.Name), member.Value, $"{at}.{member.Name}")),
            "additionalProperties" => value.ValueKind != JsonValueKind.Object ? [] : value.EnumerateObject()
                .Where(member => !(schema.TryGetProperty("properties", out var known) && known.TryGetProperty(member.Name, out _)))
                .SelectMany(member => given.ValueKind == JsonValueKind.False ? [$"{at}.{member.Name}: is not known"] : Check(given, member.Value, $"{at}.{member.Name}")),
            _ => throw new NotSupportedException($"The keyword {keyword.Name} is not checked."),
        };
    }

    private static bool IsOf(string type, JsonElement value) => (type, value.ValueKind) is
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("boolean", JsonValueKind.True or JsonValueKind.False);
}
