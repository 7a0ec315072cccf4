using System.Text.Json;
using System.Text.RegularExpressions;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.Automation.Sockets;

/// <summary>What a client wants, read from its message step by step, so that a refusal can name the conversation it belongs to.</summary>
internal static partial class SocketRequest
{
    private const string PostWorkItem = "post-workitem";

    // The service answers with this name of its own when the data is no WorkItem.
    private const string TypeName = "Autodesk.Das.Shared.Models.WorkItem";

    /// <exception cref="SocketRefusal">It is no JSON object of this kind.</exception>
    public static SocketRequestBody Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            var body = JsonSerializer.Deserialize(text, AutomationJson.Default.SocketRequestBody);
            if (body is not null && JsonText.HasWholeStrings(text)) return body;
        }
        catch (JsonException e)
        {
            throw SocketRefusal.Invalid($"The message is not the JSON that is expected here. {PlaceOf(e)}");
        }

        throw SocketRefusal.Invalid("The message is not a JSON object that can be read.");
    }

    /// <summary>The conversation, when it has a form that can be given back.</summary>
    /// <exception cref="SocketRefusal">It has another form.</exception>
    public static string? ConversationOf(SocketRequestBody body) =>
        body.ConversationId is null || Conversation().IsMatch(body.ConversationId)
            ? body.ConversationId
            : throw SocketRefusal.Invalid("The conversationId must match ^[\\w]{1,40}$.");

    /// <summary>The WorkItem to submit.</summary>
    /// <exception cref="SocketRefusal">The action is another one, or the data is no WorkItem.</exception>
    /// <exception cref="AutomationRefusal">413: the WorkItem is too large.</exception>
    public static WorkItemBody WorkItemOf(SocketRequestBody body, int maxBytes)
    {
        if (body.Action != PostWorkItem)
            throw SocketRefusal.Invalid($"The action '{AutomationErrors.Shown(body.Action)}' is not known: it must be {PostWorkItem}.");
        var raw = body.Data.ValueKind == JsonValueKind.Undefined ? "null" : body.Data.GetRawText();
        if (System.Text.Encoding.UTF8.GetByteCount(raw) > maxBytes) throw AutomationErrors.TooLarge(maxBytes);
        try
        {
            if (JsonSerializer.Deserialize(raw, AutomationJson.Default.WorkItemBody) is { } workItem) return workItem;
        }
        catch (JsonException e)
        {
            throw SocketRefusal.Invalid($"Error converting value {AutomationErrors.Shown(raw)} to type '{TypeName}'. {PlaceOf(e, "data")}");
        }

        throw SocketRefusal.Invalid($"Error converting value null to type '{TypeName}'. Path 'data'.");
    }

    /// <summary>The value of a header among those of the message.</summary>
    public static string? Header(SocketRequestBody body, string name) =>
        body.Headers?.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string PlaceOf(JsonException e, string root = "") =>
        $"Path '{root}{AutomationErrors.Shown(e.Path?.TrimStart('$'))}', line {(e.LineNumber ?? 0) + 1}, position {e.BytePositionInLine ?? 0}.";

    [GeneratedRegex(@"^\w{1,40}\z")]
    private static partial Regex Conversation();
}
