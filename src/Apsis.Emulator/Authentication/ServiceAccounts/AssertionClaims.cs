using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Emulator.Authentication.ServiceAccounts;

/// <summary>What an app says about the service account it acts for.</summary>
/// <param name="Issuer">The client id.</param>
/// <param name="Subject">The service account's id.</param>
/// <param name="Audience">The token endpoint's URL: a string or a list.</param>
/// <param name="Expires">Unix seconds; a number that may have a fraction.</param>
/// <param name="Scope">A list, or one string with blanks.</param>
internal sealed record AssertionClaims(
    [property: JsonPropertyName("iss")] string? Issuer,
    [property: JsonPropertyName("sub")] string? Subject,
    [property: JsonPropertyName("aud")] JsonElement Audience,
    [property: JsonPropertyName("exp")] double? Expires,
    [property: JsonPropertyName("scope")] JsonElement Scope)
{
    public IEnumerable<string> Audiences => Strings(Audience);

    public string ScopeText => string.Join(' ', Strings(Scope));

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.String).Select(entry => entry.GetString()!),
        _ => [],
    };
}
