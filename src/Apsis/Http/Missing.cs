using System.Text.Json;

namespace Apsis.Http;

/// <summary>What a message throws when a member that it can not do without is null: the answer is then malformed.</summary>
internal static class Missing
{
    public static JsonException Member() => new("A member that must have a value is null.");
}
