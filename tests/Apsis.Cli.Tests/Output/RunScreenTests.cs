using System.Text.Json;
using Apsis.Automation;
using Apsis.Cli.Output;
using Apsis.Runs;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Testing;

namespace Apsis.Cli.Tests.Output;

public sealed class RunScreenTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void It_shows_transfers_the_WorkItem_and_the_time()
    {
        var screen = new RunScreen(_time, unicode: false);
        screen.Note("published: apsis.Copy+prod");
        screen.Apply(new RunProgress.PhaseEntered(RunPhase.Uploading));
        screen.Apply(Transfer(0));
        _time.Advance(TimeSpan.FromSeconds(1));
        screen.Apply(Transfer(2_500_000));
        screen.Apply(new RunProgress.Submitted("w1"));
        screen.Apply(new RunProgress.Observed(new WorkItem { Id = "w1", ServiceStatus = "inprogress", Progress = JsonSerializer.SerializeToElement("page 3\u001b[31m of 7") }));
        _time.Advance(TimeSpan.FromSeconds(2));

        Shown(screen).ShouldBe("""
            published: apsis.Copy+prod
            up drawing  [house].dxf  #####...............  2.5 MB of 10.0 MB  2.5 MB/s
            WorkItem w1  inprogress: page 3 of 7  2.0 s
            uploading  3.0 s
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void It_shows_the_place_in_the_queue_and_a_question()
    {
        var screen = new RunScreen(_time, unicode: false);
        screen.Apply(new RunProgress.Submitted("w1"));
        screen.Apply(new RunProgress.Observed(new WorkItem { Id = "w1", ServiceStatus = "pending", ApproximateQueuePosition = 12 }));
        screen.Ask("Cancel? [y/N]");

        Shown(screen).ShouldBe("WorkItem w1  pending: number 12 in the queue  0.0 s\nCancel? [y/N]");
    }

    private static string Shown(RunScreen screen)
    {
        using var console = new TestConsole().Width(100);
        console.Write(screen.Render());
        return string.Join('\n', console.Lines.Select(line => line.TrimEnd())).TrimEnd();
    }

    private static RunProgress.Transfer Transfer(long bytes) => new() { Argument = "drawing", Path = "/x/[house].dxf", IsUpload = true, Bytes = bytes, Total = 10_000_000 };
}
