namespace Apsis.Runs.Callbacks;

/// <summary>Which WorkItem each address was given to, and which have told their end. Bounded: the oldest are forgotten first.</summary>
internal sealed class CallbackBook(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CallbackTicket, string> _workItems = [];
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private readonly HashSet<CallbackTicket> _told = [];
    private readonly Queue<CallbackTicket> _submitted = [];
    private readonly Queue<CallbackTicket> _tellings = [];

    /// <summary>A WorkItem was submitted with an address.</summary>
    public void Enter(CallbackTicket ticket, string workItemId)
    {
        lock (_lock)
        {
            if (_told.Contains(ticket))
                return;
            if (_submitted.Count == capacity)
                Forget(_submitted.Dequeue());
            _submitted.Enqueue(ticket);
            _workItems[ticket] = workItemId;
            _expected.Add(workItemId);
        }
    }

    /// <summary>Whether an address was given to a WorkItem, which has not told its end yet.</summary>
    public bool Expects(string workItemId)
    {
        lock (_lock)
            return _expected.Contains(workItemId);
    }

    /// <summary>An end is known that was not told. True once for each.</summary>
    public bool Miss(string workItemId)
    {
        lock (_lock)
            return _expected.Remove(workItemId);
    }

    /// <summary>Takes a callback. That of an end is taken once.</summary>
    public CallbackClaim Take(CallbackTicket ticket, string workItemId)
    {
        // Both addresses of a WorkItem are one line of the book.
        var line = ticket with { Kind = CallbackKind.Complete };
        lock (_lock)
        {
            var expected = _workItems.GetValueOrDefault(line);
            if (expected is not null && expected != workItemId)
                return CallbackClaim.OfAnotherWorkItem;
            if (_told.Contains(line))
                return CallbackClaim.Repeated;
            if (ticket.Kind == CallbackKind.Complete)
                Tell(line);
            return expected is null ? CallbackClaim.Unknown : CallbackClaim.Expected;
        }
    }

    /// <summary>Takes back that an end was told: it was not acted on, and may come again.</summary>
    public void Release(CallbackTicket ticket)
    {
        lock (_lock)
        {
            _told.Remove(ticket);
            if (_workItems.TryGetValue(ticket, out var workItemId))
                _expected.Add(workItemId);
        }
    }

    private void Tell(CallbackTicket line)
    {
        while (_tellings.Count >= capacity)
            _told.Remove(_tellings.Dequeue());
        if (_told.Add(line))
            _tellings.Enqueue(line);
        if (_workItems.TryGetValue(line, out var workItemId))
            _expected.Remove(workItemId);
    }

    private void Forget(CallbackTicket line)
    {
        if (_workItems.Remove(line, out var workItemId))
            _expected.Remove(workItemId);
    }
}
