using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>What Design Automation refuses. Made by <see cref="AutomationErrors"/> only, so that all of it stands on one page.</summary>
internal sealed class AutomationRefusal(int status, string? field, string message) : ServiceRefusal(status, message)
{
    /// <summary>400 is a map of field to messages, anything else a JSON string.</summary>
    public override Task WriteBodyAsync(HttpContext http) =>
        field is null
            ? http.AnswerAsync(Message, AutomationJson.Default.String)
            : http.AnswerAsync(new Dictionary<string, IReadOnlyList<string>> { [field] = [Message] }, AutomationJson.Default.FieldErrors);
}
