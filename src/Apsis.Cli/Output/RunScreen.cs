using Apsis.Automation;
using Apsis.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Apsis.Cli.Output;

/// <summary>What a live view shows: the news so far as a picture. It draws nothing itself.</summary>
internal sealed class RunScreen(TimeProvider time, bool unicode)
{
    private const int BarWidth = 20;
    private const int RowsShown = 8;
    private const int NotesShown = 5;

    private readonly Lock _lock = new();
    private readonly long _began = time.GetTimestamp();
    private readonly List<string> _notes = [];
    private readonly List<Row> _transfers = [];
    private RunPhase? _phase;
    private string? _workItemId;
    private WorkItem? _workItem;
    private long _submitted;
    private long? _ended;
    private string? _question;

    public void Apply(RunProgress value)
    {
        lock (_lock)
        {
            switch (value)
            {
                case RunProgress.PhaseEntered entered:
                    _phase = entered.Phase;
                    break;
                case RunProgress.Transfer transfer:
                    Apply(transfer);
                    break;
                case RunProgress.Submitted submitted:
                    (_workItemId, _submitted) = (submitted.WorkItemId, time.GetTimestamp());
                    break;
                case RunProgress.Observed observed:
                    _workItem = observed.WorkItem;
                    if (_workItem.Status is WorkItemStatus.Success or WorkItemStatus.Failed or WorkItemStatus.Cancelled)
                        _ended ??= time.GetTimestamp();
                    break;
                case RunProgress.Retrying retrying:
                    _notes.Add($"trying again in {Figures.Time(retrying.After)}: {retrying.Reason}");
                    break;
                default:
                    break;
            }
        }
    }

    public void Note(string line)
    {
        lock (_lock)
            _notes.Add(line);
    }

    public void Ask(string? question)
    {
        lock (_lock)
            _question = question;
    }

    public IRenderable Render()
    {
        lock (_lock)
        {
            var rows = new List<IRenderable>();
            rows.AddRange(_notes.TakeLast(NotesShown).Select(note => Line(note)));
            if (_transfers.Count > RowsShown)
                rows.Add(Line($"{_transfers.Count - RowsShown} more files"));
            if (_transfers.Count > 0)
                rows.Add(Transfers());
            if (_workItemId is not null)
                rows.Add(Line($"WorkItem {_workItemId}  {(_workItem is null ? "submitted" : WorkItemText.Status(_workItem))}  {Figures.Time(time.GetElapsedTime(_submitted, _ended ?? time.GetTimestamp()))}"));
            if (_workItem is not null && PhaseTimes.Text(_workItem, time.GetUtcNow()) is { Length: > 0 } phases)
                rows.Add(Line($"  {phases}"));
            rows.Add(_question is null
                ? Line($"{_phase?.ToString().ToLowerInvariant() ?? "starting"}  {Figures.Time(time.GetElapsedTime(_began))}", Style.Parse("grey"))
                : Line(_question, Style.Parse("bold yellow")));
            return new Rows(rows);
        }
    }

    private void Apply(RunProgress.Transfer transfer)
    {
        var now = time.GetTimestamp();
        var row = _transfers.Find(row => row.Last.IsUpload == transfer.IsUpload && row.Last.Argument == transfer.Argument);
        if (row is null)
            _transfers.Add(row = new Row { Began = now, Last = transfer });
        row.Last = transfer;
        row.Seen = now;
    }

    private Grid Transfers()
    {
        var grid = new Grid().AddColumns(5);
        foreach (var row in _transfers.TakeLast(RowsShown))
        {
            var (last, filled) = (row.Last, row.Last.Total == 0 ? BarWidth : (int)(BarWidth * row.Last.Bytes / row.Last.Total));
            grid.AddRow(
                Cell($"{Arrow(last.IsUpload)} {last.Argument}"),
                Cell(Path.GetFileName(last.Path)),
                Cell(new string(unicode ? '█' : '#', filled) + new string(unicode ? '░' : '.', BarWidth - filled)),
                Cell(last.Bytes == last.Total ? Figures.Size(last.Total) : $"{Figures.Size(last.Bytes)} of {Figures.Size(last.Total)}"),
                Cell(Figures.Rate(last.Bytes, time.GetElapsedTime(row.Began, row.Seen))));
        }

        return grid;
    }

    private string Arrow(bool up) => (up, unicode) switch { (true, true) => "↑", (false, true) => "↓", (true, false) => "up", _ => "down" };

    // Text and not markup: brackets in a file name mean nothing.
    private static Text Cell(string text) => new(SafeText.Line(text)) { Overflow = Overflow.Ellipsis };

    private static Text Line(string text, Style? style = null) => new(SafeText.Line(text), style) { Overflow = Overflow.Ellipsis };

    private sealed class Row
    {
        public required long Began { get; init; }

        public long Seen { get; set; }

        public required RunProgress.Transfer Last { get; set; }
    }
}
