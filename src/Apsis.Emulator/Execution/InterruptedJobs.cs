using Apsis.Emulator.Automation;

namespace Apsis.Emulator.Execution;

/// <summary>At start: ends what was running when the emulator was killed, its processes included.</summary>
internal sealed class InterruptedJobs(
    WorkItemStore workItems, BrokenJobs broken, WorkItemFiles files, AppBundleCache bundles, TimeProvider time)
{
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var item in await workItems.InProgressAsync(cancellationToken))
        {
            await JobProcesses.KillAllAsync(item.Id, Path.Combine(files.JobsFolder, item.Id), time);
            await broken.EndAsync(item, "The emulator was stopped while the work item was running.", cancellationToken);
        }

        foreach (var folder in Directory.EnumerateDirectories(files.JobsFolder)) JobWorkspace.Delete(folder);
        bundles.Sweep();
    }
}
