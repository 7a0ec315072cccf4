using Apsis.Cli.Output;
using Apsis.Cli.Storage;
using Apsis.DataManagement.Transfers;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Testing;

namespace Apsis.Cli.Tests.Storage;

public sealed class CopyViewTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _log = new();

    private string[] Lines => _log.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_log_tells_the_quarters_of_a_long_copy_with_its_rate_and_what_is_left()
    {
        var view = new PlainCopyView(_log, _time);
        using var progress = view.Begin("a.rvt", 1_000_000_000);
        for (var bytes = 0L; bytes <= 1000; bytes += 50)
        {
            progress.Report(new TransferProgress(bytes * 1_000_000, 1_000_000_000) { BytesPerSecond = 50_000_000 });
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Lines.ShouldBe(
        [
            "apsis: a.rvt: 25 % of 1.0 GB, 50.0 MB/s, 15.0 s left",
            "apsis: a.rvt: 50 % of 1.0 GB, 50.0 MB/s, 10.0 s left",
            "apsis: a.rvt: 75 % of 1.0 GB, 50.0 MB/s, 5.0 s left",
        ]);
    }

    [Fact]
    public void A_log_tells_how_far_many_are_every_ten_seconds()
    {
        var view = new PlainCopyView(_log, _time);
        for (var ended = 0; ended <= 24; ended++)
        {
            view.Total(new CopyTotal(ended, 100, new TransferProgress(ended * 1000, 100_000) { BytesPerSecond = 1000 }));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Lines.ShouldBe(["apsis: 10 of 100, 10.0 kB of 100.0 kB, 1.0 kB/s, 1 min 30 s left", "apsis: 20 of 100, 20.0 kB of 100.0 kB, 1.0 kB/s, 1 min 20 s left"]);
    }

    [Fact]
    public async Task The_screen_shows_ten_copies_what_else_there_is_and_the_total()
    {
        using var console = new TestConsole();
        console.Width(120);
        var view = new LiveCopyView(console, TimeProvider.System);
        List<CopyProgress> shown = [.. Enumerable.Range(0, 13).Select(number => view.Begin($"{number:00}.dwg", 1000))];
        shown[3].Report(new TransferProgress(250, 1000) { BytesPerSecond = 50 });
        view.Total(new CopyTotal(4, 20, new TransferProgress(1000, 5000) { BytesPerSecond = 400 }));
        view.Done(new CopyLine("x\u001b[2J.dwg", "oss://b/x", CopyLine.Copied, 5));
        await view.DisposeAsync();

        console.Output.ShouldContain(" 25 % of 1.0 kB, 50 B/s, 15.0 s left  03.dwg");
        console.Output.ShouldContain("09.dwg");
        console.Output.ShouldNotContain("10.dwg");
        console.Output.ShouldContain("and 3 more");
        console.Output.ShouldContain("4 of 20, 1.0 kB of 5.0 kB, 400 B/s, 10.0 s left");
        console.Output.ShouldNotContain("\u001b[2J");
    }
}
