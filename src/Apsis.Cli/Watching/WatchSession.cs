using Apsis.Automation;
using Apsis.Cli.Output;
using Apsis.Cli.Target;
using Apsis.Exceptions;
using Apsis.Runs;

namespace Apsis.Cli.Watching;

/// <summary>One <c>apsis watch</c> on an open target: all WorkItems at once, each to its end. Cancels none of them.</summary>
internal sealed class WatchSession(WatchRequest request, ApsTarget target, IWatchView view)
{
    public async Task<IReadOnlyList<WatchedWorkItem>> RunAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(request.WorkItemIds.Select(id => WatchAsync(id, cancellationToken)));

    private async Task<WatchedWorkItem> WatchAsync(string id, CancellationToken cancellationToken)
    {
        var options = new WorkItemWatchOptions { PollInterval = request.PollInterval ?? target.Options.PollInterval, Timeout = request.Timeout ?? target.Options.Timeout };
        WorkItem? last = null;
        try
        {
            await foreach (var item in target.Workflow.Tracker.WatchAsync(id, options, cancellationToken))
                view.Report(last = item);
            return WatchedWorkItem.Of(id, last, last!.Status == WorkItemStatus.Success ? "success" : last.Status == WorkItemStatus.Cancelled ? "cancelled" : "failed", null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return WatchedWorkItem.Of(id, last, "running", null);
        }
        catch (WorkItemTimeoutException)
        {
            return WatchedWorkItem.Of(id, last, "timedOut", "The time to watch ran out (--timeout). The WorkItem goes on, and is billed.");
        }
        catch (ApsException error)
        {
            return WatchedWorkItem.Of(id, last, "error", error.Message);
        }
    }
}
