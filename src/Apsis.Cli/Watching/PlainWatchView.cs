using System.Globalization;
using Apsis.Automation;
using Apsis.Cli.Output;

namespace Apsis.Cli.Watching;

/// <summary>For logs: a line when a WorkItem has another status, progress text, place in the queue, or phase.</summary>
internal sealed class PlainWatchView(TextWriter log, TimeProvider time) : IWatchView
{
    private readonly Lock _lock = new();
    private readonly long _began = time.GetTimestamp();
    private readonly Dictionary<string, (string Status, int Phases)> _told = new(StringComparer.Ordinal);

    public void Report(WorkItem item)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var news = (WorkItemText.Status(item), PhaseTimes.Of(item, now).Count());
            if (_told.TryGetValue(item.Id, out var told) && told == news)
                return;

            _told[item.Id] = news;
            var times = PhaseTimes.Text(item, now);
            var line = $"{item.Id}  {news.Item1}{(times.Length > 0 ? $"  {times}" : "")}";
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{time.GetElapsedTime(_began).TotalSeconds,7:0.0} s] {SafeText.Line(line)}"));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
