using System.Threading.Channels;
using Apsis.Runs.Callbacks;
using Microsoft.Extensions.Options;

namespace Apsis.AspNetCore;

/// <summary>Callbacks that were answered and wait for the program's own handlers. Bounded, in memory.</summary>
internal sealed class CallbackQueue(IOptions<ApsisCallbackOptions> options)
{
    private readonly Channel<ReceivedCallback> _channel = Channel.CreateBounded<ReceivedCallback>(options.Value.QueueCapacity);

    private readonly int _capacity = options.Value.QueueCapacity;

    /// <summary>Adds one, unless the queue is full or closed. Half of it is kept for ends: whoever tells much of his progress must not keep them out.</summary>
    public bool TryAdd(ReceivedCallback callback) =>
        (callback.Kind == CallbackKind.Complete || _channel.Reader.Count <= _capacity / 2) && _channel.Writer.TryWrite(callback);

    /// <summary>All, until the queue is closed and empty.</summary>
    public IAsyncEnumerable<ReceivedCallback> ReadAllAsync() => _channel.Reader.ReadAllAsync(CancellationToken.None);

    public void Close() => _channel.Writer.TryComplete();
}
