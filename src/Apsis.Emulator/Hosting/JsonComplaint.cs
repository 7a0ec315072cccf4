using System.Text.Json;

namespace Apsis.Emulator.Hosting;

/// <summary>What is wrong with a JSON text, for who has written it. System.Text.Json names the types of .NET instead.</summary>
internal static class JsonComplaint
{
    private const string Conversion = "The JSON value could not be converted to ";

    /// <summary>Which member it is: <c>arguments.plan.url</c>; empty for all of it.</summary>
    public static string PathOf(JsonException e) => e.Path?.TrimStart('$').TrimStart('.') ?? "";

    /// <summary>The member and what was expected of it.</summary>
    public static string Of(JsonException e)
    {
        var path = PathOf(e);
        var message = e.Message.Split(" Path: ")[0];
        if (message.StartsWith(Conversion, StringComparison.Ordinal))
            return $"{(path.Length > 0 ? $"'{path}'" : "it")} must be {Expected(e.InnerException?.Message) ?? ExpectedOf(message[Conversion.Length..])}.";
        // So it speaks of its own parameters when there is nothing at all.
        if (message.Contains("isFinalBlock", StringComparison.Ordinal)) return "there is no JSON in it.";
        return path.Length > 0 ? $"at '{path}': {message}" : message;
    }

    // A member that is no number, say: what the reader was asked for stands in the inner exception, and the type is that of the object around it.
    private static string? Expected(string? asked) => asked switch
    {
        null => null,
        _ when asked.Contains("as a string", StringComparison.Ordinal) => "a text",
        _ when asked.Contains("as a boolean", StringComparison.Ordinal) => "true or false",
        _ when asked.Contains("as a number", StringComparison.Ordinal) || asked.Contains("Double", StringComparison.Ordinal) => "a number",
        _ when asked.Contains("Int", StringComparison.Ordinal) => "a whole number",
        _ => null,
    };

    private static string ExpectedOf(string type) => type switch
    {
        _ when type.Contains("Dictionary", StringComparison.Ordinal) => "an object",
        _ when type.StartsWith("System.Collections.", StringComparison.Ordinal) => "a list",
        _ when type.Contains("System.Int", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("Double", StringComparison.Ordinal) => "a number",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.StartsWith("System.String", StringComparison.Ordinal) => "a text",
        _ => "an object",
    };
}
