using Apsis.Emulator.Authentication;
using Apsis.Emulator.Authentication.Tokens;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;
using Apsis.Emulator.Quotas;

namespace Apsis.Emulator.Automation.Sockets;

/// <summary>Submits the WorkItems of messages, by the rules of POST /workitems.</summary>
internal sealed class SocketSubmission(
    AccessTokens tokens, QuotaMeter quotas, WorkItemSubmission submission, WorkItemQueue queue, WorkItemListeners listeners)
{
    public static readonly RequiredScope Scope = new(["code:all"]);

    private const string Fusion = "Autodesk.Fusion+";

    /// <summary>Queues a WorkItem; from then on its notices come.</summary>
    public async Task<(StoredWorkItem Item, WorkItemNotices Notices)> SubmitAsync(
        string? authorization, WorkItemBody body, CancellationToken cancellationToken)
    {
        // With each message: a token runs out while the connection stays.
        var caller = Scope.Check(tokens, authorization);
        quotas.Count(caller.ClientId, QuotaFamily.SocketMessages);
        var item = await submission.PrepareAsync(caller, body, cancellationToken);
        if (item.Job!.EngineId.StartsWith(Fusion, StringComparison.Ordinal))
            throw AutomationErrors.BadField("activityId", "WorkItems of Fusion cannot be submitted over the WebSocket: use POST /workitems.");

        // Before it can run: it may end at once.
        var notices = listeners.Listen(item.Id);
        try
        {
            await queue.AddAsync([item], cancellationToken);
        }
        catch
        {
            listeners.Forget(item.Id);
            throw;
        }

        return (item, notices);
    }
}
