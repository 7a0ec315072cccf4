namespace Apsis.Http;

/// <summary>Lets through as many bytes as there is room for, first come, first served. One request that is larger than all the room goes alone.</summary>
internal sealed class ByteGate(long room)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(long Bytes, TaskCompletionSource Turn)> _waiting = [];
    private long _used;

    public async Task EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<(long Bytes, TaskCompletionSource Turn)> node;
        lock (_lock)
        {
            if (_waiting.Count == 0 && Fits(bytes))
            {
                _used += bytes;
                return;
            }

            node = _waiting.AddLast((bytes, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        using (cancellationToken.UnsafeRegister(static (state, stop) => ((Action<CancellationToken>)state!)(stop), (Action<CancellationToken>)Leave))
            await node.Value.Turn.Task.ConfigureAwait(false);

        void Leave(CancellationToken stop)
        {
            lock (_lock)
            {
                if (node.List is null)
                    return;
                _waiting.Remove(node);
                // A large one may have held up smaller ones.
                Serve();
            }

            node.Value.Turn.TrySetCanceled(stop);
        }
    }

    public void Leave(long bytes)
    {
        lock (_lock)
        {
            _used -= bytes;
            Serve();
        }
    }

    private void Serve()
    {
        while (_waiting.First is { } next && Fits(next.Value.Bytes))
        {
            _waiting.RemoveFirst();
            _used += next.Value.Bytes;
            next.Value.Turn.SetResult();
        }
    }

    private bool Fits(long bytes) => _used == 0 || _used + bytes <= room;
}
