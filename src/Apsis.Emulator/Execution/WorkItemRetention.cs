using Apsis.Emulator.Automation;

namespace Apsis.Emulator.Execution;

/// <summary>Deletes WorkItems and their reports three days after they ended.</summary>
internal sealed class WorkItemRetention(WorkItemStore workItems, WorkItemFiles files, IntermediateStorage intermediate, ApsEmulatorOptions options, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                var deleted = await workItems.DeleteFinishedBeforeAsync(time.GetUtcNow() - WorkItemAnswers.Retention, cancellationToken);
                deleted.ForEach(files.Delete);
                await intermediate.SweepAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                options.RequestLog?.WriteLine($"Old work items cannot be deleted, and are tried again in an hour: {e.Message}");
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
