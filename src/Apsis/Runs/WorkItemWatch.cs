using System.Threading.Tasks.Sources;
using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>One waiter for one WorkItem, in one object: there may be a hundred thousand. The tracker's lock guards all of it.</summary>
internal sealed class WorkItemWatch(WorkItemTracker tracker, string workItemId, WorkItemWatchOptions options, CancellationToken stop)
    : IAsyncEnumerable<WorkItem>, IAsyncEnumerator<WorkItem>, IValueTaskSource<bool>
{
    // A slow reader needs the newest news, and the last.
    private const int MaxUnread = 16;

    private ManualResetValueTaskSourceCore<bool> _answer = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _leaving;
    private CancellationTokenSource? _either;
    private Queue<WorkItem>? _unread;
    private Exception? _error;
    private bool _isBegun;
    private bool _isAsking;
    private int _lookPlace = -1;
    private int _deadlinePlace = -1;

    public string WorkItemId => workItemId;

    public WorkItemWatchOptions Options => options;

    /// <summary>The next who waits for the same WorkItem.</summary>
    public WorkItemWatch? Sibling { get; set; }

    public DateTimeOffset Since { get; set; }

    public DateTimeOffset Deadline { get; set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset NextLook { get; set; }

    /// <summary>When its look would be due without eagerness; null when it is due by the caller's interval anyway.</summary>
    public DateTimeOffset? RelaxedLook { get; set; }

    /// <summary>When its end was told and could not be seen yet.</summary>
    public DateTimeOffset? HintedAt { get; set; }

    public bool IsLookedAt { get; set; }

    /// <summary>How often in a row it was not in an answer, or the answer could not be read.</summary>
    public int Omissions { get; set; }

    public bool HasEnded { get; private set; }

    public WorkItemSight? Sight { get; private set; }

    public WorkItem Current { get; private set; } = null!;

    public int PlaceIn(DuePlace place) => place == DuePlace.Look ? _lookPlace : _deadlinePlace;

    public void SetPlace(DuePlace place, int index)
    {
        if (place == DuePlace.Look)
            _lookPlace = index;
        else
            _deadlinePlace = index;
    }

    /// <summary>Tells what was seen, if it is new.</summary>
    public void See(WorkItem item)
    {
        var sight = WorkItemSight.Of(item);
        if (HasEnded || Sight == sight && !item.HasEnded)
            return;

        Sight = sight;
        if (_isAsking)
        {
            Current = item;
            Answer(true);
        }
        else
        {
            _unread ??= new Queue<WorkItem>(1);
            if (_unread.Count == MaxUnread)
                _unread.Dequeue();
            _unread.Enqueue(item);
        }
    }

    /// <summary>Nothing follows.</summary>
    public void End(Exception? error)
    {
        if (HasEnded)
            return;

        HasEnded = true;
        _error = error;
        if (!_isAsking)
            return;

        if (error is null)
        {
            Answer(false);
        }
        else
        {
            _isAsking = false;
            _answer.SetException(error);
        }
    }

    public IAsyncEnumerator<WorkItem> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isBegun, true))
            return new WorkItemWatch(tracker, workItemId, options, stop).GetAsyncEnumerator(cancellationToken);

        var token = stop.CanBeCanceled ? stop : cancellationToken;
        if (stop.CanBeCanceled && cancellationToken.CanBeCanceled && stop != cancellationToken)
            token = (_either = CancellationTokenSource.CreateLinkedTokenSource(stop, cancellationToken)).Token;
        tracker.Enter(this);
        // Not under the lock: a token that has ended already calls back at once.
        _leaving = token.UnsafeRegister(static (watch, stop) => ((WorkItemWatch)watch!).Leave(stop), this);
        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        lock (tracker.Sync)
        {
            if (_error is OperationCanceledException cancelled)
                return ValueTask.FromException<bool>(new OperationCanceledException(cancelled.CancellationToken));
            if (_unread is { Count: > 0 })
            {
                Current = _unread.Dequeue();
                if (_unread.Count == 0)
                    _unread = null;
                return new(true);
            }

            if (HasEnded)
                return _error is null ? new(false) : ValueTask.FromException<bool>(_error);

            // What is kept while waiting is the sight only.
            Current = null!;
            _answer.Reset();
            _isAsking = true;
            return new(this, _answer.Version);
        }
    }

    public ValueTask DisposeAsync()
    {
        _leaving.Unregister();
        tracker.Leave(this, null);
        _either?.Dispose();
        return default;
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _answer.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _answer.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);

    private void Leave(CancellationToken token) => tracker.Leave(this, new OperationCanceledException(token));

    private void Answer(bool value)
    {
        _isAsking = false;
        _answer.SetResult(value);
    }
}
