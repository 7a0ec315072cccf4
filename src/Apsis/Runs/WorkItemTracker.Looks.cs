using System.Net;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Runs;

public sealed partial class WorkItemTracker
{
    // Enough that a slow answer does not hold up the others; more would only wait for the budget.
    private const int MaxUnderWay = 4;

    // An answer that leaves one out, and says nothing of it, may be an accident; so may one that can not be read.
    private const int MaxOmissions = 3;

    private const double LongestTimer = 24 * 3600 * 1000.0;

    private int _underWay;

    // Those who are next in line share the call of the one that is due: that costs nothing, and saves them one of their own.
    private List<WorkItemWatch> TakeBatch()
    {
        var batch = new List<WorkItemWatch>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (_looks.First is { } watch)
        {
            if (!ids.Contains(watch.WorkItemId) && ids.Count == ApsLimits.IdsPerStatusRequest)
                break;
            ids.Add(watch.WorkItemId);
            _looks.Remove(watch);
            // What is told from here on is newer than the answer.
            watch.NextLook = DateTimeOffset.MaxValue;
            watch.IsLookedAt = true;
            batch.Add(watch);
        }

        return batch;
    }

    private async Task LookAsync(List<WorkItemWatch> batch)
    {
        await AskAsync(batch).ConfigureAwait(false);
        lock (Sync)
        {
            var now = _clock.Now;
            foreach (var watch in batch)
            {
                watch.IsLookedAt = false;
                if (!watch.HasEnded)
                    ScheduleAfterLook(watch, now);
            }

            _underWay--;
        }

        Serve();
    }

    private void ScheduleAfterLook(WorkItemWatch watch, DateTimeOffset now)
    {
        var hinted = watch.NextLook;
        Schedule(watch, now);
        if (hinted >= watch.NextLook)
            return;

        watch.NextLook = hinted;
        watch.RelaxedLook = null;
        _looks.Put(watch);
    }

    private async Task AskAsync(List<WorkItemWatch> batch)
    {
        var ids = batch.Select(watch => watch.WorkItemId).Distinct(StringComparer.Ordinal).ToList();
        try
        {
            if (ids.Count == 1)
                Tell(ids, new WorkItemStatuses { Results = [await _automation.WorkItems.LookAsync(ids[0]).ConfigureAwait(false)] });
            else
                Tell(ids, await _automation.WorkItems.LookAsync(ids).ConfigureAwait(false));
        }
        catch (ApsHttpException error) when (IsPassing(error))
        {
            // A wait outlives any outage: what passes by itself is only a look missed.
        }
        catch (ApsHttpException error) when (IsNotTheServices(error) && batch.TrueForAll(watch => watch.Omissions < MaxOmissions - 1))
        {
            lock (Sync)
                batch.ForEach(watch => watch.Omissions++);
        }
        catch (ApsHttpException error) when (ids.Count > 1 && error.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            // One of them has spoilt the call for all: it is found by halves.
            var half = ids.Take(ids.Count / 2).ToHashSet(StringComparer.Ordinal);
            await AskAsync(batch.FindAll(watch => half.Contains(watch.WorkItemId))).ConfigureAwait(false);
            await AskAsync(batch.FindAll(watch => !half.Contains(watch.WorkItemId))).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            lock (Sync)
            {
                foreach (var watch in batch.Where(watch => !watch.HasEnded))
                    End(watch, error);
            }
        }
    }

    private void Tell(List<string> ids, WorkItemStatuses answer)
    {
        var known = answer.Results.DistinctBy(item => item.Id).ToDictionary(item => item.Id, StringComparer.Ordinal);
        lock (Sync)
        {
            var now = _clock.Now;
            foreach (var watch in ids.SelectMany(WatchesOf))
            {
                if (known.TryGetValue(watch.WorkItemId, out var item) || ids.Count == 1 && (item = answer.Results.SingleOrDefault()) is not null)
                {
                    watch.Omissions = 0;
                    See(watch, item, now);
                }
                else if (answer.Errors.GetValueOrDefault(watch.WorkItemId) is { } reason)
                {
                    End(watch, Unknown(watch.WorkItemId, reason));
                }
                else if (++watch.Omissions >= MaxOmissions)
                {
                    End(watch, Unknown(watch.WorkItemId, "it was left out of the answer"));
                }
            }
        }
    }

    private void See(WorkItemWatch watch, WorkItem item, DateTimeOffset now)
    {
        // One that was submitted before the wait began, here or elsewhere, is as old as the service says.
        if (item.Stats?.TimeQueued is { } queued && _clock.Of(queued) is var since && since < watch.Since)
            watch.Since = since;
        if (!item.HasEnded && now - watch.HintedAt >= HintLife)
            watch.HintedAt = null;
        watch.See(item);
        if (!item.HasEnded)
            return;

        _usual.Learn(item, watch.Options.ActivityId ?? item.ActivityId, now - watch.Since);
        End(watch, null);
    }

    private static bool IsPassing(ApsHttpException error) =>
        error.Status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    // No refusal, and no answer of the API either: the page of a proxy, say, or where it would send a browser.
    private static bool IsNotTheServices(ApsHttpException error) => error.Status < HttpStatusCode.BadRequest;

    private static AutomationException Unknown(string workItemId, string reason) => new(
        $"The service does not know WorkItem {workItemId} ({reason}). It forgets a WorkItem {ApsLimits.WorkItemRetention.TotalDays:0} days after its end.",
        new ApsHttpFailure { Method = "POST", Url = "workitems/status", Status = HttpStatusCode.NotFound, Body = reason });
}
