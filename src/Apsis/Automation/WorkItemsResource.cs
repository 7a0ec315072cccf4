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
        CheckBatch("batch", specs, nameof(specs));
        return _client.Call(HttpMethod.Post, "workitems/batch").WithJson(specs, AutomationJson.Default.IReadOnlyListWorkItemSpec).Once()
            .ReadAsync(AutomationJson.Default.IReadOnlyListWorkItem, cancellationToken);
    }

    /// <summary>Submits up to 100 WorkItems of one Activity, and one that starts when they are done and takes their results as further inputs.</summary>
    /// <param name="parts">Each sends at least one output to <c>das://intermediate/path</c> by PUT.</param>
    /// <param name="combinator">Of an Activity with the parameter <see cref="ActivityParameter.Varargs"/>, which takes the results.</param>
    /// <param name="cancellationToken">Ends the call; whether the WorkItems were accepted is then not known.</param>
    /// <exception cref="ArgumentException">There are no parts, more than 100, or several Activities among them.</exception>
    public Task<CombinedWorkItems> CombineAsync(IReadOnlyList<WorkItemSpec> parts, WorkItemSpec combinator, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(combinator);
        CheckBatch("combination", parts, nameof(parts));
        return _client.Call(HttpMethod.Post, "workitems/combine")
            .WithJson(new CombineRequest { Parts = parts, Combinator = combinator }, AutomationJson.Default.CombineRequest).Once()
            .ReadAsync(AutomationJson.Default.CombinedWorkItems, cancellationToken);
    }

    /// <summary>One WorkItem, with fresh URLs. Known until 3 days after its end.</summary>
    public Task<WorkItem> GetAsync(string workItemId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workItemId);
        return _client.Call(HttpMethod.Get, $"workitems/{Uri.EscapeDataString(workItemId)}").ReadAsync(AutomationJson.Default.WorkItem, cancellationToken);
    }

    /// <summary>Any number of WorkItems, 50 to a call.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public async Task<WorkItemStatuses> GetStatusesAsync(IReadOnlyList<string> workItemIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workItemIds);
        if (workItemIds.Count == 0)
            throw new ArgumentException("There is no WorkItem to ask for.", nameof(workItemIds));

        var answers = new List<WorkItemStatuses>();
        foreach (var ids in workItemIds.Chunk(ApsLimits.IdsPerStatusRequest))
        {
            answers.Add(await _client.Call(HttpMethod.Post, "workitems/status").WithJson(ids, AutomationJson.Default.IReadOnlyListString)
                .ReadAsync(AutomationJson.Default.WorkItemStatuses, cancellationToken).ConfigureAwait(false));
        }

        return answers.Count == 1 ? answers[0] : WorkItemStatuses.Join(answers);
    }

    /// <summary>Submits up to 100 WorkItems of one Activity for the submitter, which has waited for the budget.</summary>
    internal async Task<IReadOnlyList<WorkItem>> SubmitAsync(IReadOnlyList<WorkItemSpec> specs, CallPriority priority, RatePass? pass) => specs.Count == 1
        ? [await _client.Call(HttpMethod.Post, "workitems").WithJson(specs[0], AutomationJson.Default.WorkItemSpec).Once().As(priority, pass)
            .ReadAsync(AutomationJson.Default.WorkItem, CancellationToken.None).ConfigureAwait(false)]
        : await _client.Call(HttpMethod.Post, "workitems/batch").WithJson(specs, AutomationJson.Default.IReadOnlyListWorkItemSpec).Once().As(priority, pass)
            .ReadAsync(AutomationJson.Default.IReadOnlyListWorkItem, CancellationToken.None).ConfigureAwait(false);

    /// <summary>As <see cref="GetAsync"/>, for the tracker: whoever else has a call to make goes first.</summary>
    internal Task<WorkItem> LookAsync(string workItemId) =>
        _client.Call(HttpMethod.Get, $"workitems/{Uri.EscapeDataString(workItemId)}").As(CallPriority.Status)
            .ReadAsync(AutomationJson.Default.WorkItem, CancellationToken.None);

    /// <summary>As <see cref="GetStatusesAsync"/> of up to 50, for the tracker: whoever else has a call to make goes first.</summary>
    internal Task<WorkItemStatuses> LookAsync(IReadOnlyList<string> workItemIds) =>
        _client.Call(HttpMethod.Post, "workitems/status").WithJson(workItemIds, AutomationJson.Default.IReadOnlyListString).As(CallPriority.Status)
            .ReadAsync(AutomationJson.Default.WorkItemStatuses, CancellationToken.None);

    /// <summary>The WorkItems that changed after a moment. The service counts in whole seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment is more than 5 days ago: the service knows nothing of it.</exception>
    public IAsyncEnumerable<WorkItemListing> ListAsync(DateTimeOffset startAfter, CancellationToken cancellationToken = default)
    {
        var age = _client.Pipeline.Time.GetUtcNow() - startAfter;
        return age <= ApsLimits.WorkItemListingAge
            ? _client.PagesAsync($"workitems?startAfterTime={startAfter.ToUnixTimeSeconds()}", AutomationJson.Default.PageWorkItemListing, cancellationToken)
            : throw new ArgumentOutOfRangeException(nameof(startAfter), startAfter, $"The service lists what changed within {ApsLimits.WorkItemListingAge.TotalDays:0} days.");
    }

    /// <summary>Cancels a WorkItem: removes it from the queue, or stops its engine. Nothing happens to one that has ended.</summary>
    public Task DeleteAsync(string workItemId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workItemId);
        return _client.Call(HttpMethod.Delete, $"workitems/{Uri.EscapeDataString(workItemId)}").RunAsync(cancellationToken);
    }

    private static void CheckBatch(string kind, IReadOnlyList<WorkItemSpec> specs, string parameter)
    {
        if (specs.Count is 0 or > ApsLimits.WorkItemsPerBatch)
            throw new ArgumentException($"A {kind} has 1 to {ApsLimits.WorkItemsPerBatch} WorkItems, not {specs.Count}.", parameter);
        if (specs.Any(spec => spec.ActivityId != specs[0].ActivityId))
            throw new ArgumentException($"The WorkItems of one {kind} must be of one Activity.", parameter);
    }
}
