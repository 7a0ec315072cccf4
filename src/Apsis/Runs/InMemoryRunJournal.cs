using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Apsis.Runs;

/// <summary>Keeps the events of runs for the life of the process.</summary>
public sealed class InMemoryRunJournal : IRunJournal
{
    private readonly ConcurrentDictionary<RunId, List<RunEvent>> _runs = new();

    /// <inheritdoc/>
    public ValueTask<bool> TryAppendAsync(RunId run, int version, RunEvent happened, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var events = _runs.GetOrAdd(run, _ => []);
        lock (events)
        {
            if (events.Count != version)
                return ValueTask.FromResult(false);

            events.Add(happened);
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RunEvent> ReadAsync(RunId run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var happened in Snapshot(run))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return happened;
        }
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(RunId run, CancellationToken cancellationToken)
    {
        _runs.TryRemove(run, out _);
        return ValueTask.CompletedTask;
    }

    private RunEvent[] Snapshot(RunId run)
    {
        if (!_runs.TryGetValue(run, out var events))
            return [];

        lock (events)
            return [.. events];
    }
}
