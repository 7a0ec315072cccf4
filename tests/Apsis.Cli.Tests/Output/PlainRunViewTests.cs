using Apsis.Cli.Output;
using Apsis.Runs;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Cli.Tests.Output;

public sealed class PlainRunViewTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_long_transfer_tells_of_its_quarters_only()
    {
        var view = new PlainRunView(_log, _time);
        for (var bytes = 0L; bytes <= 1000; bytes += 10)
        {
            view.Report(Transfer(bytes * 1_000_000, 1_000_000_000));
            _time.Advance(TimeSpan.FromSeconds(0.1));
        }

        _log.ToString().ReplaceLineEndings("\n").ShouldBe("""
            [    2.5 s] uploaded plan: a b.dxf: 25 % of 1.0 GB, 100.0 MB/s
            [    5.0 s] uploaded plan: a b.dxf: 50 % of 1.0 GB, 100.0 MB/s
            [    7.5 s] uploaded plan: a b.dxf: 75 % of 1.0 GB, 100.0 MB/s
            [   10.0 s] uploaded plan: a b.dxf, 1.0 GB, 100.0 MB/s

            """.ReplaceLineEndings("\n").Replace(": a b.dxf:", ":", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_file_is_told_of_once()
    {
        var view = new PlainRunView(_log, _time);
        view.Report(Transfer(0, 0));
        view.Report(Transfer(0, 0));
        _log.ToString().Trim().ShouldBe("[    0.0 s] uploaded plan: a b.dxf, 0 B");
    }

    [Fact]
    public void Foreign_text_can_not_steer_the_terminal()
    {
        new PlainRunView(_log, _time).Report(new RunProgress.Submitted("id\u001b[2J\nsuccess"));
        _log.ToString().Trim().ShouldBe("[    0.0 s] submitted: WorkItem id success");
    }

    private static RunProgress.Transfer Transfer(long bytes, long total) => new() { Argument = "plan", Path = "/x/a b.dxf", IsUpload = true, Bytes = bytes, Total = total };
}
