using System.Globalization;
using Apsis.Runs;

namespace Apsis.Cli.Output;

/// <summary>One line for each event, for logs: no line is ever rewritten, and a long transfer tells of its quarters only.</summary>
internal sealed class PlainRunView(TextWriter log, TimeProvider time) : IRunView
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly long _began = time.GetTimestamp();
    private readonly Dictionary<(bool, string), Line> _transfers = [];
    private string? _lastStatus;

    public bool CanAsk => false;

    public void Note(string line)
    {
        lock (_lock)
            Write(line);
    }

    public void Report(RunProgress value)
    {
        lock (_lock)
        {
            switch (value)
            {
                case RunProgress.Transfer transfer:
                    Transfer(transfer);
                    break;
                case RunProgress.Submitted submitted:
                    Write($"submitted: WorkItem {submitted.WorkItemId}");
                    break;
                case RunProgress.Observed observed:
                    var status = WorkItemText.Status(observed.WorkItem);
                    if (status != _lastStatus)
                        Write(_lastStatus = status);
                    break;
                case RunProgress.Retrying retrying:
                    Write($"trying again in {Figures.Time(retrying.After)}: {retrying.Reason}");
                    break;
                default:
                    break;
            }
        }
    }

    public Task<bool> AskAsync(string question, CancellationToken cancellationToken) => Task.FromResult(false);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Transfer(RunProgress.Transfer transfer)
    {
        var key = (transfer.IsUpload, transfer.Argument);
        var now = time.GetTimestamp();
        if (!_transfers.TryGetValue(key, out var line) || transfer.Bytes < line.Bytes)
            _transfers[key] = line = new Line { Began = now, Written = now };

        line.Bytes = transfer.Bytes;
        if (line.IsDone || transfer is { Bytes: 0, Total: > 0 })
            return;

        var what = $"{(transfer.IsUpload ? "uploaded" : "downloaded")} {transfer.Argument}";
        if (transfer.Bytes >= transfer.Total)
        {
            line.IsDone = true;
            var rate = Figures.Rate(transfer.Total, time.GetElapsedTime(line.Began, now));
            Write($"{what}: {Path.GetFileName(transfer.Path)}, {Figures.Size(transfer.Total)}{(rate.Length > 0 ? $", {rate}" : "")}");
            return;
        }

        var quarter = (int)(4 * transfer.Bytes / transfer.Total);
        if (quarter <= line.Quarter || time.GetElapsedTime(line.Written, now) < Pause)
            return;

        line.Quarter = quarter;
        line.Written = now;
        Write($"{what}: {quarter * 25} % of {Figures.Size(transfer.Total)}, {Figures.Rate(transfer.Bytes, time.GetElapsedTime(line.Began, now))}");
    }

    private void Write(string line) =>
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{time.GetElapsedTime(_began).TotalSeconds,7:0.0} s] {SafeText.Line(line)}"));

    private sealed class Line
    {
        public required long Began { get; init; }

        public required long Written { get; set; }

        public long Bytes { get; set; }

        public int Quarter { get; set; }

        public bool IsDone { get; set; }
    }
}
