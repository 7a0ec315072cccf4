using Apsis.Automation;
using Apsis.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Apsis.Cli.Watching;

/// <summary>For people: a row for each WorkItem, with its place in the queue and the times of its phases as they pass.</summary>
internal sealed class LiveWatchView : IWatchView
{
    private const int MostRows = 20;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<string> _ids;
    private readonly Dictionary<string, WorkItem> _items = new(StringComparer.Ordinal);
    private readonly LiveDrawing _drawing;

    public LiveWatchView(IAnsiConsole console, TimeProvider time, IReadOnlyList<string> ids)
    {
        (_time, _ids) = (time, ids);
        _drawing = new LiveDrawing(console, time, Render);
    }

    public void Report(WorkItem item)
    {
        lock (_lock)
            _items[item.Id] = item;
    }

    public ValueTask DisposeAsync() => _drawing.DisposeAsync();

    private IRenderable Render()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var grid = new Grid().AddColumns(3);
            // Those that still run first: they are what is watched.
            foreach (var id in _ids.OrderBy(id => _items.GetValueOrDefault(id)?.HasEnded == true).Take(MostRows))
            {
                var item = _items.GetValueOrDefault(id);
                grid.AddRow(Cell(id), Cell(item is null ? "asking" : WorkItemText.Status(item)), Cell(item is null ? "" : PhaseTimes.Text(item, now)));
            }

            var ended = _items.Values.Count(item => item.HasEnded);
            return _ids.Count > MostRows ? new Rows(grid, Cell($"{_ids.Count - MostRows} more; {ended} of {_ids.Count} have ended")) : grid;
        }
    }

    // Text and not markup: brackets in a progress text mean nothing.
    private static Text Cell(string text) => new(SafeText.Line(text)) { Overflow = Overflow.Ellipsis };
}
