using System.Collections.Concurrent;
using Apsis.Emulator;
using Apsis.Emulator.Observation;

namespace Apsis.Bench.Waiting;

/// <summary>When each WorkItem ended, by the service itself: callbacks do not say it.</summary>
internal sealed class EndTimes
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _times = new();

    public EndTimes(ApsEmulator emulator) => _ = ListenAsync(emulator);

    public DateTimeOffset At(string workItemId) => _times[workItemId];

    private async Task ListenAsync(ApsEmulator emulator)
    {
        await foreach (var happened in emulator.Events)
        {
            if (happened is WorkItemChanged { Phase: WorkItemPhase.Ended } ended)
                _times[ended.WorkItemId] = ended.Time;
        }
    }
}
