using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>The WorkItem calls.</summary>
internal sealed class WorkItemEndpoints(
    WorkItemSubmission submission, WorkItemCombination combination, WorkItemStore workItems, WorkItemAnswers answers, WorkItemQueue queue, ApsEmulatorOptions options,
    TimeProvider time)
{
    private const int MaxBatch = 100;
    private const int MaxStatusIds = 50;

    private static readonly TimeSpan ListWindow = TimeSpan.FromDays(5);

    public async Task CreateAsync(HttpContext http)
    {
        var body = await ReadAsync(http, AutomationJson.Default.WorkItemBody);
        var item = await submission.PrepareAsync(http.GetCaller(), body, http.RequestAborted);
        await queue.AddAsync([item], http.RequestAborted);
        await http.AnswerAsync(answers.StatusOf(item), AutomationJson.Default.StatusBody);
    }

    public async Task CreateBatchAsync(HttpContext http)
    {
        var bodies = await ReadAsync(http, AutomationJson.Default.ListWorkItemBody);
        if (bodies.Count is 0 or > MaxBatch) throw AutomationErrors.BadField("workItems", $"A batch is 1 to {MaxBatch} WorkItems.");
        if (bodies.Any(body => body is null)) throw AutomationErrors.BadField("workItems", "A WorkItem must not be null.");
        if (bodies.DistinctBy(body => body.ActivityId).Count() > 1)
            throw AutomationErrors.BadField("activityId", "All WorkItems of a batch must have the same activityId.");

        var items = new List<StoredWorkItem>();
        foreach (var body in bodies) items.Add(await submission.PrepareAsync(http.GetCaller(), body, http.RequestAborted));
        await queue.AddAsync(items, http.RequestAborted);
        await http.AnswerAsync([.. items.Select(item => answers.StatusOf(item))], AutomationJson.Default.IReadOnlyListStatusBody);
    }

    public async Task CombineAsync(HttpContext http)
    {
        var body = await ReadAsync(http, AutomationJson.Default.CombineBody);
        var (parts, combinator) = await combination.PrepareAsync(http.GetCaller(), body, http.RequestAborted);
        await queue.AddAsync([.. parts, combinator], http.RequestAborted);
        var answer = new CombineAnswer([.. parts.Select(part => answers.StatusOf(part))], answers.StatusOf(combinator));
        await http.AnswerAsync(answer, AutomationJson.Default.CombineAnswer);
    }

    public async Task GetAsync(HttpContext http)
    {
        var item = await FindAsync(http, http.RouteValue("id")) ?? throw AutomationErrors.NotFound("WorkItem", http.RouteValue("id"));
        int? position = item.Status == WorkItemStatus.Pending ? await workItems.QueuePositionAsync(item.Id, http.RequestAborted) : null;
        // It may have left the queue between the two questions.
        await http.AnswerAsync(answers.StatusOf(item, position > 0 ? position : null), AutomationJson.Default.StatusBody);
    }

    public async Task GetStatusAsync(HttpContext http)
    {
        var ids = await ReadAsync(http, AutomationJson.Default.ListString);
        if (ids.Count is 0 or > MaxStatusIds) throw AutomationErrors.BadField("ids", $"Ask for 1 to {MaxStatusIds} ids.");
        var results = new List<StatusBody>();
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in ids.Where(id => id is not null).Distinct())
        {
            if (await FindAsync(http, id) is { } item) results.Add(answers.StatusOf(item));
            else errors[id] = "Not found";
        }

        await http.AnswerAsync(new StatusResultsBody(results, errors), AutomationJson.Default.StatusResultsBody);
    }

    public async Task ListAsync(HttpContext http)
    {
        if (http.GetCaller().UserId is not null)
            throw AutomationErrors.BadField("Authorization", "WorkItems are listed with a two-legged token only.");
        var text = http.Request.Query["startAfterTime"].FirstOrDefault();
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw AutomationErrors.BadField("startAfterTime", "startAfterTime is required, in seconds since 1970.");
        // The page's sample value is in milliseconds; no second of this kind is that large.
        var since = seconds < 100_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(seconds, 253_402_300_799_000));
        if (since < time.GetUtcNow() - ListWindow)
            throw AutomationErrors.BadField("startAfterTime", "startAfterTime must not be older than 5 days.");

        var entries = await workItems.ListAsync(http.GetCaller().ClientId, since, http.RequestAborted);
        var page = PageToken.Cut(entries, entry => PageToken.Key(entry.Seq), http.PageToken());
        await http.AnswerAsync(
            new Page<WorkItemEntryBody> { PaginationToken = page.PaginationToken, Data = [.. page.Data.Select(entry => entry.Entry)] },
            AutomationJson.Default.PageOfWorkItems);
    }

    public async Task DeleteAsync(HttpContext http)
    {
        var item = await FindAsync(http, http.RouteValue("id")) ?? throw AutomationErrors.NotFound("WorkItem", http.RouteValue("id"));
        await queue.CancelAsync(item.Id, StopReason.CancelRequested, http.RequestAborted);
        await http.AnswerNothing(StatusCodes.Status204NoContent);
    }

    private async Task<StoredWorkItem?> FindAsync(HttpContext http, string id)
    {
        var item = await workItems.FindAsync(id, http.RequestAborted);
        return item is not null && item.ClientId == http.GetCaller().ClientId && !answers.IsForgotten(item) ? item : null;
    }

    private Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class => http.ReadAsync(type, options.Automation.MaxPayloadBytes);
}
