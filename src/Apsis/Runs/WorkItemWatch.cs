using System.Threading.Channels;
using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>One waiter for one WorkItem: when it is looked at next, and what was new each time.</summary>
internal sealed class WorkItemWatch(string workItemId, TimeSpan interval, DateTimeOffset since)
{
    // A caller who wants no delay shall not make a loop without pause.
    private readonly TimeSpan _pollInterval = interval > Shortest ? interval : Shortest;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(250);

    // A slow reader needs the newest news, and the last.
    private readonly Channel<WorkItem> _news = Channel.CreateBounded<WorkItem>(
        new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private WorkItem? _last;
    private DateTimeOffset? _hinted;

    public string WorkItemId => workItemId;

    public ChannelReader<WorkItem> News => _news.Reader;

    public DateTimeOffset DueAt { get; private set; } = since + Shorter(FirstLook, interval);

    public bool IsCalledBack { get; init; }

    public bool HasEnded { get; private set; }

    public void Hear(WorkItem hint, HintTrust trust, DateTimeOffset now, TimeSpan window)
    {
        if (trust == HintTrust.Trust)
            Seen(hint.HasEnded || _last is null ? hint : _last with { Progress = hint.Progress ?? _last.Progress }, now);
        else if (hint.HasEnded)
            _hinted = DueAt = Earlier(DueAt, now + window);
    }

    /// <summary>A look begins: what is told from now on is newer than its answer.</summary>
    public void Look() => _hinted = null;

    public void Seen(WorkItem item, DateTimeOffset now)
    {
        if (IsNews(item))
            _news.Writer.TryWrite(item);

        _last = item;
        DueAt = _hinted ?? now + Interval(now);
        if (item.Status.IsFinal())
            End(null);
    }

    public void NotSeen(DateTimeOffset now) => DueAt = _hinted ?? now + Interval(now);

    public void Fail(Exception error) => End(error);

    private void End(Exception? error)
    {
        HasEnded = true;
        DueAt = DateTimeOffset.MaxValue;
        _news.Writer.TryComplete(error);
    }

    // A third of its age: a job of seconds is noticed within its own length, one of an hour within the poll interval.
    private TimeSpan Interval(DateTimeOffset now)
    {
        if (IsCalledBack)
            return _pollInterval;

        var byAge = (now - since) / 3;
        return Shorter(byAge > FirstLook ? byAge : FirstLook, _pollInterval);
    }

    private bool IsNews(WorkItem item) => _last is null
        || _last.ServiceStatus != item.ServiceStatus
        || _last.ProgressText != item.ProgressText
        || _last.ApproximateQueuePosition != item.ApproximateQueuePosition
        || TimesOf(_last) != TimesOf(item);

    private static (DateTimeOffset?, DateTimeOffset?, DateTimeOffset?) TimesOf(WorkItem item) =>
        (item.Stats?.TimeDownloadStarted, item.Stats?.TimeInstructionsStarted, item.Stats?.TimeInstructionsEnded);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
