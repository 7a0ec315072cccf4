using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.Faults;

/// <summary>The faults that happened, the last so many of them.</summary>
internal sealed class FaultLog(ApsEmulatorOptions options, TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<FaultRecord> _records = new();
    private long _count;

    public IReadOnlyList<FaultRecord> Records
    {
        get
        {
            lock (_lock) return [.. _records];
        }
    }

    public void Add(string rule, FaultKind kind, FaultTarget target)
    {
        FaultRecord record;
        lock (_lock)
        {
            record = new FaultRecord(++_count, time.GetUtcNow(), rule, kind, target.Method, RedactedTarget.Of(target.Path));
            _records.Enqueue(record);
            if (_records.Count > Capacity) _records.Dequeue();
        }

        options.RequestLog?.WriteLine($"fault {record.Number}: {FaultKindConverter.NameOf(kind)} ({RedactedTarget.Printable(rule)}) {record.Method} {record.Path}");
    }
}
