using Apsis.Http;

namespace Apsis.Automation;

/// <summary>The WorkItems of the app. Each one costs: submissions are never repeated unless the service surely did nothing with the first.</summary>
public sealed class WorkItemsResource
{
    private readonly AutomationClient _client;

    internal WorkItemsResource(AutomationClient client) => _client = client;

    /// <summary>Submits one WorkItem.</summary>
    /// <exception cref="Exceptions.AutomationException">Refused; or, with a null status, not answered: it may then have been accepted all the same.</exception>
    public Task<WorkItem> CreateAsync(WorkItemSpec spec, CancellationToken cancellationToken = default) =>
        _client.Call(HttpMethod.Post, "workitems").WithJson(spec, AutomationJson.Default.WorkItemSpec).Once()
            .ReadAsync(AutomationJson.Default.WorkItem, cancellationToken);

    /// <summary>Submits up to 100 WorkItems of one Activity. The answers are in the order of the specs.</summary>
    /// <exception cref="ArgumentException">There are none, more than 100, or several Activities among them.</exception>
    public Task<IReadOnlyList<WorkItem>> CreateBatchAsync(IReadOnlyList<WorkItemSpec> specs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specs);
        if (specs.Count is 0 or > ApsLimits.WorkItemsPerBatch)
            throw new ArgumentException($"A batch has 1 to {ApsLimits.WorkItemsPerBatch} WorkItems, not {specs.Count}.", nameof(specs));
        if (specs.Any(spec => spec.ActivityId != specs[0].ActivityId))
            throw new ArgumentException("The WorkItems of one batch must be of one Activity.", nameof(specs));

        return _client.Call(HttpMethod.Post, "workitems/batch").WithJson(specs, AutomationJson.Default.IReadOnlyListWorkItemSpec).Once()
            .ReadAsync(AutomationJson.Default.IReadOnlyListWorkItem, cancellationToken);
    }

    /// <summary>One WorkItem, with fresh URLs. Known until 3 days after its end.</summary>
    public Task<WorkItem> GetAsync(string workItemId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workItemId);
        return _client.Call(HttpMethod.Get, $"workitems/{Uri.EscapeDataString(workItemId)}").ReadAsync(AutomationJson.Default.WorkItem, cancellationToken);
    }

    /// <summary>Up to 50 WorkItems in one call.</summary>
    /// <exception cref="ArgumentException">There are none, or more than 50.</exception>
    public Task<WorkItemStatuses> GetStatusesAsync(IReadOnlyList<string> workItemIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workItemIds);
        if (workItemIds.Count is 0 or > ApsLimits.IdsPerStatusRequest)
            throw new ArgumentException($"One call asks for 1 to {ApsLimits.IdsPerStatusRequest} WorkItems, not {workItemIds.Count}.", nameof(workItemIds));

        return _client.Call(HttpMethod.Post, "workitems/status").WithJson(workItemIds, AutomationJson.Default.IReadOnlyListString)
            .ReadAsync(AutomationJson.Default.WorkItemStatuses, cancellationToken);
    }

    /// <summary>The WorkItems that changed after a moment, at most 5 days ago.</summary>
    public IAsyncEnumerable<WorkItemListing> ListAsync(DateTimeOffset startAfter, CancellationToken cancellationToken = default) =>
        _client.PagesAsync($"workitems?startAfterTime={startAfter.ToUnixTimeSeconds()}", AutomationJson.Default.PageWorkItemListing, cancellationToken);

    /// <summary>Cancels a WorkItem: removes it from the queue, or stops its engine. Nothing happens to one that has ended.</summary>
    public Task DeleteAsync(string workItemId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workItemId);
        return _client.Call(HttpMethod.Delete, $"workitems/{Uri.EscapeDataString(workItemId)}").RunAsync(cancellationToken);
    }
}
