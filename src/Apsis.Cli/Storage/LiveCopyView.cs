using Apsis.Cli.Output;
using Apsis.DataManagement.Transfers;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Apsis.Cli.Storage;

/// <summary>Draws the copies under way on a terminal, ten times a second; those that ended scroll up.</summary>
internal sealed class LiveCopyView : ICopyView
{
    private const int MostRows = 10;

    private readonly Lock _lock = new();
    private readonly List<Row> _rows = [];
    private readonly Queue<string> _ended = [];
    private readonly LiveDrawing _drawing;
    private CopyTotal _total;

    public LiveCopyView(IAnsiConsole console, TimeProvider time) => _drawing = new LiveDrawing(console, time, Render);

    public CopyProgress Begin(string name, long? bytes)
    {
        var row = new Row(name, bytes);
        lock (_lock)
            _rows.Add(row);
        return new CopyProgress(progress => row.Now = progress, () =>
        {
            lock (_lock)
                _rows.Remove(row);
        });
    }

    public void Total(CopyTotal total)
    {
        lock (_lock)
            _total = total;
    }

    public void Done(CopyLine line)
    {
        lock (_lock)
        {
            _ended.Enqueue(CopyText.Of(line));
            while (_ended.Count > 8)
                _ended.Dequeue();
        }
    }

    public ValueTask DisposeAsync() => _drawing.DisposeAsync();

    private Rows Render()
    {
        lock (_lock)
        {
            List<IRenderable> lines = [.. _ended.Select(line => Text(line)), .. _rows.Take(MostRows).Select(row => Text(Of(row)))];
            if (_rows.Count > MostRows)
                lines.Add(Text($"and {_rows.Count - MostRows} more"));
            if (_total.Files > 0)
                lines.Add(Text(CopyText.Of(_total)));
            return new Rows(lines);
        }
    }

    private static string Of(Row row)
    {
        var share = row.Total is > 0 ? $"{100 * row.Now.Bytes / row.Total.Value,3} % of {Figures.Size(row.Total.Value)}" : Figures.Size(row.Now.Bytes);
        return $"{share}{CopyText.Pace(row.Now)}  {row.Name}";
    }

    private static Text Text(string line) => new(SafeText.Line(line)) { Overflow = Overflow.Ellipsis };

    private sealed class Row(string name, long? total)
    {
        private readonly Lock _lock = new();

        public string Name => name;

        public long? Total => total;

        // Written by the transfer and read by the screen: it has several words, which must fit together.
        public TransferProgress Now
        {
            get
            {
                lock (_lock)
                    return field;
            }

            set
            {
                lock (_lock)
                    field = value;
            }
        }
    }
}
