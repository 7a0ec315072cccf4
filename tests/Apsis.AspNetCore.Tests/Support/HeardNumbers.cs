using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Apsis.AspNetCore.Tests.Support;

/// <summary>What the counters of callbacks count, of all tests together: a test asks for reasons that are its own.</summary>
internal sealed class HeardNumbers : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();

    public HeardNumbers()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Apsis" && instrument.Name.StartsWith("apsis.callbacks", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _counts.AddOrUpdate($"{instrument.Name} {tags[0].Value}", value, (_, sum) => sum + value));
        _listener.Start();
    }

    public long this[string name] => _counts.GetValueOrDefault(name);

    public void Dispose() => _listener.Dispose();
}
