using System.Net;
using Apsis.Emulator.Storage;
using Apsis.Emulator.Tests.Automation;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Tests.Hosting;

public sealed class PlainLogTests : AutomationTest
{
    private TextWriter? _log;

    protected override void Configure(ApsEmulatorOptions options) => options.RequestLog = _log ?? options.RequestLog;

    [Fact]
    public void What_moves_a_cursor_forges_an_entry_or_is_a_secret_does_not_get_through()
    {
        using var text = new StringWriter { NewLine = "\n" };
        var log = new ApsEmulatorOptions { RequestLog = text }.RequestLog!;
        log.WriteLine("a\u001b[2Jb\u0085c\u009bd\u202ee");
        log.WriteLine((object)new InvalidOperationException("first\n12:00:00 GET /forged 200\r13:00:00 GET /forged 200 Bearer abcdefgh12345678 http://h/x?sig=1"));

        text.ToString().ShouldBe(
            "a?[2Jb\n  c?d?e\n" +
            "System.InvalidOperationException: first\n  12:00:00 GET /forged 200\n  13:00:00 GET /forged 200 Bearer *** http://h/x?***\n");
    }

    [Fact]
    public async Task A_log_that_nobody_takes_stops_neither_requests_nor_WorkItems()
    {
        _log = new ClosedPipe();
        await StartAsync();
        UseClient(await ClientAsync());
        // Something to say in the queue itself.
        var database = Emulator.Services.GetRequiredService<EmulatorDatabase>();
        await database.WriteAsync((connection, _) => connection.Execute(
            "CREATE TRIGGER refuse BEFORE UPDATE ON da_workitem WHEN NEW.status = 'inprogress' BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"), Cancellation);
        var id = await SubmitAsync(await ShellActivityAsync("Quick", "true"));
        await UntilAsync(() => Task.FromResult(((ClosedPipe)_log).Refused.Contains("cannot be taken", StringComparison.Ordinal)), () => "The queue said nothing.");
        await database.WriteAsync((connection, _) => connection.Execute("DROP TRIGGER refuse"), Cancellation);

        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("success");
        (await SendAsync(HttpMethod.Get, "/engines")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private sealed class ClosedPipe : StringWriter
    {
        public string Refused { get; private set; } = "";

        public override void WriteLine(string? value)
        {
            Refused += value;
            throw new IOException("Broken pipe");
        }
    }
}
