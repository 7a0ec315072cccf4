using System.Globalization;
using System.Text;

namespace Apsis.Emulator.Execution;

/// <summary>
/// The report of a WorkItem: lines stamped in UTC, without a secret, written as they come. Program output is bounded; what is over is
/// counted and dropped.
/// </summary>
internal sealed class JobReport : IDisposable
{
    // Soon enough for who watches it grow, seldom enough for a program that writes a line a microsecond.
    private static readonly TimeSpan FlushDelay = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly StreamWriter _file;
    private readonly TimeProvider _time;
    private readonly ITimer _flush;
    private readonly long _maxOutputBytes;
    private readonly IReadOnlyList<string> _secrets;
    private long _outputBytes;
    private long _droppedBytes;
    private bool _isDisposed;
    private bool _isFlushDue;

    /// <param name="path">The file, which is gone on with.</param>
    /// <param name="time">The clock of the stamps.</param>
    /// <param name="maxOutputBytes">How much of what the program says is written.</param>
    /// <param name="secrets">What is hidden wherever it stands, besides what looks like a secret.</param>
    public JobReport(string path, TimeProvider time, long maxOutputBytes, IReadOnlyList<string>? secrets = null)
    {
        _secrets = secrets ?? [];
        _time = time;
        _maxOutputBytes = maxOutputBytes;
        var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _file = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        _flush = time.CreateTimer(static report => ((JobReport)report!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A line of the service's own.</summary>
    public void Line(string text)
    {
        lock (_gate)
        {
            Write(text);
            _file.Flush();
        }
    }

    /// <summary>A line that says what went wrong.</summary>
    public void Error(string text) => Line("Error: " + text);

    /// <summary>A line the program caused: output, or a request of its own.</summary>
    public void Output(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text) + 1;
        lock (_gate)
        {
            // A program nobody could stop may still talk.
            if (_isDisposed) return;
            if (_droppedBytes > 0 || _outputBytes + size > _maxOutputBytes)
            {
                _droppedBytes += size;
                return;
            }

            _outputBytes += size;
            Write(text);
            if (_isFlushDue) return;
            _isFlushDue = true;
            _flush.Change(FlushDelay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Says how much output was dropped, if any, and makes what was written readable.</summary>
    public void EndOutput()
    {
        lock (_gate)
        {
            if (_droppedBytes > 0)
                Write(string.Create(CultureInfo.InvariantCulture, $"Output was cut after {_outputBytes} bytes: {_droppedBytes} bytes were dropped."));
            _droppedBytes = 0;
            _file.Flush();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _flush.Dispose();
            _file.Dispose();
        }
    }

    private void Flush()
    {
        lock (_gate)
        {
            _isFlushDue = false;
            if (_isDisposed) return;
            try
            {
                _file.Flush();
            }
            catch (IOException)
            {
                // The disk is full. The next line of the service's own says so where somebody listens.
            }
        }
    }

    private void Write(string text) =>
        _file.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"[{_time.GetUtcNow():MM/dd/yyyy HH:mm:ss}] {ReportMask.Mask(ReportSecrets.Hide(text, _secrets))}"));
}
