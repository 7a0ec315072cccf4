using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Automation.Sockets;
using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Execution;

/// <summary>What a program asks for in lines on its standard output: custom progress, and inputs on demand.</summary>
internal sealed class ConsoleRequests(JobDownload download, CallbackSender callbacks, WorkItemListeners listeners, WorkItemStore workItems)
{
    private const string OnProgress = "onProgress";

    /// <summary>Does what a line asks for. True when it is done.</summary>
    public async Task<bool> PerformAsync(JobState state, AcesOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            if (operation.Name == OnProgress) return await ReportProgressAsync(state, operation.Content, cancellationToken);
            var bound = state.Job.Arguments.FirstOrDefault(bound => bound.Name == operation.Name && bound.Direction == ArgumentDirection.OnDemand)
                ?? throw new WorkItemException($"'{ReportText.Printable(operation.Name)}' is no on-demand input of this WorkItem.");
            await download.FetchAsync(state, bound, operation, cancellationToken);
            state.Report.Output($"On-demand input '{bound.Name}' is fetched.");
            return true;
        }
        catch (Exception e) when (e is WorkItemException or IOException or UnauthorizedAccessException)
        {
            state.Report.Output($"Error: The console request '{ReportText.Printable(operation.Name)}' failed: {e.Message}");
            return false;
        }
    }

    private async Task<bool> ReportProgressAsync(JobState state, string content, CancellationToken cancellationToken)
    {
        var progress = Parse(content);
        // Clients expect a string in the status: an object is given as its JSON.
        await workItems.SetProgressAsync(state.Job.Id, progress is JsonValue value && value.TryGetValue<string>(out var text) ? text : content, cancellationToken);
        listeners.Progress(state.Job.Id, JsonSerializer.SerializeToElement(progress, AutomationJson.Default.JsonNode));
        if (state.Job.OnProgress is not { } target) return true;

        var body = new JsonObject { ["id"] = state.Job.Id, ["progress"] = progress };
        var outcome = await callbacks.SendAsync(target, Encoding.UTF8.GetBytes(body.ToJsonString()), attempts: 1, cancellationToken);
        if (outcome.AsksToCancel) state.Running.Stop(StopReason.ProgressCallback);
        if (outcome.Failure is { } failure) state.Report.Output($"The callback onProgress failed: {failure}.");
        return outcome.IsDelivered;
    }

    private static JsonNode? Parse(string content)
    {
        try
        {
            return JsonNode.Parse(content);
        }
        catch (JsonException)
        {
            return JsonValue.Create(content);
        }
    }
}
