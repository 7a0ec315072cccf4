using Apsis.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Apsis.Cli.Storage;

/// <summary>Draws the copies under way on a terminal, ten times a second; those that ended scroll up.</summary>
internal sealed class LiveCopyView : ICopyView
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly List<Row> _rows = [];
    private readonly Queue<string> _ended = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly Task _drawing;
    private int _copied;

    public LiveCopyView(IAnsiConsole console, TimeProvider time)
    {
        _time = time;
        _drawing = DrawAsync(console);
    }

    public CopyProgress Begin(string name, long? bytes)
    {
        var row = new Row(name, bytes, _time.GetTimestamp());
        lock (_lock)
            _rows.Add(row);
        return new CopyProgress(progress => row.Bytes = progress.Bytes, () =>
        {
            lock (_lock)
                _rows.Remove(row);
        });
    }

    public void Done(CopyLine line)
    {
        lock (_lock)
        {
            _copied += line.Status == CopyLine.Copied ? 1 : 0;
            _ended.Enqueue(CopyText.Of(line));
            while (_ended.Count > 8)
                _ended.Dequeue();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _drawing;
        _stop.Dispose();
    }

    private Task DrawAsync(IAnsiConsole console) => console.Live(Render()).AutoClear(false).Overflow(VerticalOverflow.Ellipsis).StartAsync(async live =>
    {
        while (!_stop.IsCancellationRequested)
        {
            live.UpdateTarget(Render());
            await Task.Delay(Frame, _time, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        live.UpdateTarget(Render());
    });

    private Rows Render()
    {
        lock (_lock)
        {
            List<IRenderable> lines = [.. _ended.Select(line => Text(line)), .. _rows.Select(row => Text(Of(row)))];
            lines.Add(Text($"{_copied} copied"));
            return new Rows(lines);
        }
    }

    private string Of(Row row)
    {
        var rate = Figures.Rate(row.Bytes, _time.GetElapsedTime(row.Began));
        var share = row.Total is > 0 ? $"{100 * row.Bytes / row.Total.Value,3} % of {Figures.Size(row.Total.Value)}" : Figures.Size(row.Bytes);
        return $"{share}  {rate}  {row.Name}";
    }

    private static Text Text(string line) => new(SafeText.Line(line)) { Overflow = Overflow.Ellipsis };

    private sealed class Row(string name, long? total, long began)
    {
        public string Name => name;

        public long? Total => total;

        public long Began => began;

        public long Bytes { get; set; }
    }
}
