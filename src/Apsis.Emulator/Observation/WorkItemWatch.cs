using Apsis.Emulator.Automation;

namespace Apsis.Emulator.Observation;

/// <summary>Waits for a WorkItem, whether what is awaited lies ahead or behind.</summary>
internal sealed class WorkItemWatch(WorkItemStore workItems, EventLog events)
{
    public async Task<WorkItemChanged> WaitAsync(string id, WorkItemPhase phase, CancellationToken cancellationToken)
    {
        // The place first, then the look: what happens in between is behind the place.
        var from = events.End;
        var item = await workItems.FindAsync(id, cancellationToken)
            ?? throw new ApsEmulatorException($"The emulator has no WorkItem '{id}'. Wait for the id that a submission answered; WorkItems are deleted three days after they ended.");
        var now = WorkItemChanged.Of(item);
        if (now.Phase >= phase) return now;

        await foreach (var happened in events.ReadAsync(from, cancellationToken))
        {
            if (happened is WorkItemChanged changed && changed.WorkItemId == id && changed.Phase >= phase) return changed;
        }

        throw new ApsEmulatorException($"The emulator was stopped before the WorkItem '{id}' was {phase}.");
    }
}
