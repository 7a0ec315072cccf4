using Apsis.AspNetCore;
using Apsis.Automation;

namespace CallbackServer;

/// <summary>What this program does when a WorkItem calls. The service has its answer already; this may take its time.</summary>
public sealed class WorkItemNews(AutomationClient automation, ILogger<WorkItemNews> logger) : IWorkItemCallbackHandler
{
    public async Task OnCompleteAsync(ReceivedCallback callback, CancellationToken cancellationToken)
    {
        // A callback is a hint. What the service itself says is what counts, before anything that costs is done.
        var item = await automation.WorkItems.GetAsync(callback.Item.Id, cancellationToken);
        if (item.Status == WorkItemStatus.Success)
            logger.LogInformation("WorkItem {Id} completed: {Status}", item.Id, item.ServiceStatus);      // update a database, download the outputs
        else
            logger.LogWarning("WorkItem {Id} failed: {Status}, report {Report}", item.Id, item.ServiceStatus, item.ReportUrl);
    }

    public Task OnProgressAsync(ReceivedCallback callback, CancellationToken cancellationToken)
    {
        logger.LogInformation("WorkItem {Id}: {Progress}", callback.Item.Id, callback.Item.ProgressText);
        return Task.CompletedTask;
    }
}
