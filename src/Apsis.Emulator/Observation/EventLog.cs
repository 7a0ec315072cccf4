using System.Runtime.CompilerServices;

namespace Apsis.Emulator.Observation;

/// <summary>What happened, in the order in which the database has it. Any number of readers, each at a place of its own.</summary>
internal sealed class EventLog(ApsEmulatorOptions options)
{
    private const int Batch = 100;

    private readonly Lock _lock = new();
    private readonly Newest<EmulatorEvent> _events = new(options.Observation.MaxEvents);
    private bool _isClosed;

    /// <summary>Raised after each event, and at the end.</summary>
    public Signal Changed { get; } = new();

    /// <summary>The place behind the last event.</summary>
    public long End
    {
        get
        {
            lock (_lock) return _events.End;
        }
    }

    public void Add(EmulatorEvent happened)
    {
        lock (_lock) _events.Add(happened);
        Changed.Raise();
    }

    /// <summary>Ends all readers, once they have read what there is.</summary>
    public void Close()
    {
        lock (_lock) _isClosed = true;
        Changed.Raise();
    }

    /// <summary>Events from a place on, or from the oldest that is kept; then those to come.</summary>
    /// <exception cref="ApsEmulatorException">The reader is so slow that events were dropped before it read them.</exception>
    public async IAsyncEnumerable<EmulatorEvent> ReadAsync(long? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var more = Changed.Next;
            var (batch, isClosed) = Take(ref from);
            foreach (var happened in batch) yield return happened;
            if (batch.Count > 0) continue;
            if (isClosed) yield break;
            await more.WaitAsync(cancellationToken);
        }
    }

    private (List<EmulatorEvent> Batch, bool IsClosed) Take(ref long? from)
    {
        lock (_lock)
        {
            var start = from ?? _events.First;
            if (start < _events.First)
            {
                throw new ApsEmulatorException(
                    $"{_events.First - start} events were dropped before they were read. Read faster, or raise Observation.MaxEvents ({options.Observation.MaxEvents}).");
            }

            var end = Math.Min(start + Batch, _events.End);
            var batch = new List<EmulatorEvent>();
            for (var number = start; number < end; number++) batch.Add(_events[number]);
            from = end;
            return (batch, _isClosed);
        }
    }
}
