namespace Apsis.Http;

/// <summary>Connections and memory that all transfers share who hold the same budget, whether one file of 10 GB or a thousand small ones.</summary>
/// <remarks>
/// It begins with 8 connections, takes more while more make it faster, and fewer when the storage is busy or connections break. Each carries a
/// part of a file through a buffer of 256 KiB. Transfers that wait for a connection get it in turns: who has the fewest is next.
/// <see cref="ApsPipeline"/> makes one for itself; give one to several, where a process has several. Safe for concurrent use.
/// </remarks>
public sealed class TransferBudget
{
    /// <summary>Connections at most, unless said otherwise: 32.</summary>
    public const int DefaultMaxConnections = 32;

    /// <summary>More connections than this nobody may ask for: 256.</summary>
    internal const int MostConnections = 256;

    /// <summary>Bytes at most for parts of streams, which are held in memory until they have arrived, unless said otherwise: 64 MiB.</summary>
    public const long DefaultMaxStreamBytes = 64L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly TransferPace _pace;
    private readonly TimeProvider _time;
    private readonly long _interval;
    private long _moved;
    private long _nextLook;
    private int _inUse;

    /// <summary>A budget of its own.</summary>
    /// <param name="maxConnections">Connections at most, 1 to 256.</param>
    /// <param name="maxStreamBytes">Bytes at most for parts of streams, 8 MiB or more. A single part may have more, alone.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public TransferBudget(int maxConnections = DefaultMaxConnections, long maxStreamBytes = DefaultMaxStreamBytes, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxConnections, MostConnections);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxStreamBytes, 8 * 1024 * 1024);
        MaxConnections = maxConnections;
        MaxStreamBytes = maxStreamBytes;
        _time = timeProvider ?? TimeProvider.System;
        _pace = new TransferPace(maxConnections);
        _interval = (long)(TransferPace.Interval.TotalSeconds * _time.TimestampFrequency);
        Memory = new ByteGate(maxStreamBytes);
    }

    /// <summary>Connections at most.</summary>
    public int MaxConnections { get; }

    /// <summary>Bytes at most for parts of streams.</summary>
    public long MaxStreamBytes { get; }

    /// <summary>Connections that it would give out now.</summary>
    public int Connections
    {
        get
        {
            lock (_lock)
                return _pace.Limit;
        }
    }

    internal ByteGate Memory { get; }

    /// <summary>Waits for a connection in the name of <paramref name="share"/>.</summary>
    internal ValueTask<TransferSlot> AcquireAsync(TransferShare share, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (_waiting.Count == 0 && _inUse < _pace.Limit)
                return new(Grant(share));
            node = _waiting.AddLast(new Waiter(share));
        }

        return new(WaitAsync(node, cancellationToken));
    }

    internal void Release(TransferShare share)
    {
        lock (_lock)
        {
            _inUse--;
            share.InUse--;
            Serve();
        }
    }

    internal void Moved(long bytes)
    {
        Interlocked.Add(ref _moved, bytes);
        var now = _time.GetTimestamp();
        if (now < Volatile.Read(ref _nextLook) || !_lock.TryEnter())
            return;
        try
        {
            if (now < _nextLook)
                return;
            _pace.Look(now, _time.TimestampFrequency, Interlocked.Read(ref _moved), isBusy: _inUse >= _pace.Limit && _waiting.Count > 0);
            Volatile.Write(ref _nextLook, now + _interval);
            Serve();
        }
        finally
        {
            _lock.Exit();
        }
    }

    internal void Troubled()
    {
        lock (_lock)
            _pace.Trouble(_time.GetTimestamp(), _time.TimestampFrequency);
    }

    private async Task<TransferSlot> WaitAsync(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(static (state, stop) => ((Action<CancellationToken>)state!)(stop), (Action<CancellationToken>)Leave))
            return await node.Value.Task.ConfigureAwait(false);

        void Leave(CancellationToken stop)
        {
            lock (_lock)
            {
                if (node.List is null)
                    return;
                _waiting.Remove(node);
            }

            node.Value.TrySetCanceled(stop);
        }
    }

    private void Serve()
    {
        while (_inUse < _pace.Limit && _waiting.First is { } next)
        {
            // Who has the fewest; among those, who waits the longest.
            for (var node = next.Next; node is not null && next.Value.Share.InUse > 0; node = node.Next)
            {
                if (node.Value.Share.InUse < next.Value.Share.InUse)
                    next = node;
            }

            _waiting.Remove(next);
            next.Value.SetResult(Grant(next.Value.Share));
        }
    }

    private TransferSlot Grant(TransferShare share)
    {
        _inUse++;
        share.InUse++;
        return new TransferSlot(this, share);
    }

    private sealed class Waiter(TransferShare share) : TaskCompletionSource<TransferSlot>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TransferShare Share => share;
    }
}
