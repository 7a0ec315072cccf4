using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>Every refusal of Design Automation: 400 is a map of field to messages, all others are a JSON string.</summary>
internal static class AutomationErrors
{
    public static AutomationRefusal BadField(string field, string message) => new(StatusCodes.Status400BadRequest, field, message);

    public static AutomationRefusal CannotParseId() => BadField("id", "Cannot parse id.");

    public static AutomationRefusal BadName(string field, string? value) => BadField(
        field, $"'{Shown(value)}' is not a valid name: use 1 to 40 letters, digits and underscores.");

    public static AutomationRefusal BadPage() => BadField("page", "The page token was not issued by this listing.");

    public static AutomationRefusal LatestAsReference(string field, string id) => BadField(
        field, $"Cannot use the alias $LATEST of {id} as a reference");

    public static AutomationRefusal MustBeQuoted(string variable) => BadField(
        "commandLine", $"Invalid switch [{variable}]. Variables that expand to paths must be quoted. (Parameter 'commandLine')");

    public static AutomationRefusal UnknownVariable(string variable, string why) => BadField(
        "commandLine", $"Invalid switch [{variable}]. {why} (Parameter 'commandLine')");

    public static AutomationRefusal Forbidden(string message) => new(StatusCodes.Status403Forbidden, null, message);

    public static AutomationRefusal NotFound(string kind, string? id) => new(
        StatusCodes.Status404NotFound, null, $"The {kind} '{Shown(id)}' does not exist.");

    public static AutomationRefusal AliasMissing() => new(
        StatusCodes.Status404NotFound, null, "Cannot modify alias that does not exist.");

    public static AutomationRefusal Conflict(string message) => new(StatusCodes.Status409Conflict, null, message);

    public static AutomationRefusal TooLarge(int limit) => new(
        StatusCodes.Status413PayloadTooLarge, null, $"The payload is larger than {limit / 1024} KB.");

    public static string Shown(string? text) => text switch
    {
        null => "",
        { Length: > 100 } => text[..100] + "…",
        _ => text,
    };
}
