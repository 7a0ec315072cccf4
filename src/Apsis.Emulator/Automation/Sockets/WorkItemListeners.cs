using System.Collections.Concurrent;
using System.Text.Json;
using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Automation.Sockets;

/// <summary>Who listens to which WorkItem. A WorkItem has one listener at most: the connection that submitted it.</summary>
internal sealed class WorkItemListeners
{
    private static readonly JsonElement Heartbeat = JsonSerializer.SerializeToElement("heartbeat", AutomationJson.Default.String);

    private readonly ConcurrentDictionary<string, WorkItemNotices> _listeners = new(StringComparer.Ordinal);

    public WorkItemNotices Listen(string workItemId) => _listeners.GetOrAdd(workItemId, _ => new WorkItemNotices());

    public void Forget(string workItemId) => _listeners.TryRemove(workItemId, out _);

    public bool Has(string workItemId) => _listeners.ContainsKey(workItemId);

    /// <summary>The WorkItem runs still.</summary>
    public void Beat(string workItemId) => Find(workItemId)?.Progress(Heartbeat);

    /// <summary>The WorkItem's program said how far it is.</summary>
    public void Progress(string workItemId, JsonElement said) => Find(workItemId)?.Progress(said);

    public void End(StoredWorkItem ended) => Find(ended.Id)?.End(ended);

    private WorkItemNotices? Find(string workItemId) => _listeners.GetValueOrDefault(workItemId);
}
