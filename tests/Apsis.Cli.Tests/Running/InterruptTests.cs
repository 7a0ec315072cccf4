using Apsis.Cli.Running;
using Apsis.Cli.Tests.Harness;
using Spectre.Console.Testing;

namespace Apsis.Cli.Tests.Running;

public sealed class InterruptTests : CliTest
{
    private const string Hang = "while true; do echo working; sleep 0.2; done";

    [Fact]
    public async Task Ctrl_C_cancels_at_once_when_there_is_no_terminal()
    {
        await StartEmulatorAsync();
        var running = StartHangingAsync();
        await SubmittedAsync();
        Interrupts.Raise(Interrupt.CtrlC);

        var result = await running;
        result.ExitCode.ShouldBe(5, result.ToString());
        Requests.ToString().ShouldContain("DELETE /da/us-east/v3/workitems/");
    }

    [Fact]
    public async Task On_a_terminal_it_asks_and_n_goes_on()
    {
        await StartEmulatorAsync();
        Screen = NewScreen();
        var stop = Path.Combine(Folder, "stop");
        var running = StartAsync($"while [ ! -e '{stop}' ]; do echo working; sleep 0.1; done; cat \"$1\" > \"$2\"");
        await SubmittedAsync();
        Interrupts.Raise(Interrupt.CtrlC);
        await Eventually.TrueAsync(() => Screen.Output.Contains("It is billed while it runs. [y/N]", StringComparison.Ordinal), () => Screen.Output, Cancellation);
        Screen.Input.PushKey(ConsoleKey.N);
        await File.WriteAllTextAsync(stop, "", Cancellation);

        (await running).ExitCode.ShouldBe(0, Screen.Output);
        Requests.ToString().ShouldNotContain("DELETE /da/");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_a_terminal_y_or_a_second_Ctrl_C_cancels(bool byKey)
    {
        await StartEmulatorAsync();
        Screen = NewScreen();
        var running = StartHangingAsync();
        await SubmittedAsync();
        Interrupts.Raise(Interrupt.CtrlC);
        await Eventually.TrueAsync(() => Screen.Output.Contains("[y/N]", StringComparison.Ordinal), () => Screen.Output, Cancellation);
        if (byKey)
            Screen.Input.PushCharacter('y');
        else
            Interrupts.Raise(Interrupt.CtrlC);

        (await running).ExitCode.ShouldBe(5, Screen.Output);
        Requests.ToString().ShouldContain("DELETE /da/us-east/v3/workitems/");
    }

    [Fact]
    public async Task What_was_typed_before_the_question_does_not_answer_it()
    {
        await StartEmulatorAsync();
        Screen = NewScreen();
        var running = StartHangingAsync();
        await SubmittedAsync();
        Screen.Input.PushKey(ConsoleKey.Enter);
        Interrupts.Raise(Interrupt.CtrlC);
        await Eventually.TrueAsync(() => Screen.Output.Contains("[y/N]", StringComparison.Ordinal), () => Screen.Output, Cancellation);
        Screen.Input.PushCharacter('y');

        (await running).ExitCode.ShouldBe(5, Screen.Output);
    }

    [Fact]
    public async Task With_yes_nothing_is_asked()
    {
        await StartEmulatorAsync();
        Screen = NewScreen();
        var running = StartHangingAsync("--yes");
        await SubmittedAsync();
        Interrupts.Raise(Interrupt.CtrlC);

        (await running).ExitCode.ShouldBe(5, Screen.Output);
        Screen.Output.ShouldNotContain("[y/N]");
    }

    [Fact]
    public async Task A_timeout_exits_with_4_names_the_WorkItem_and_lets_it_run()
    {
        await StartEmulatorAsync();
        var result = await StartHangingAsync("--timeout", "1", "--json");

        result.ExitCode.ShouldBe(4, result.ToString());
        result.Json.GetProperty("status").GetString().ShouldBe("timedOut");
        result.Json.GetProperty("error").GetString()!.ShouldContain($"WorkItem {result.Json.GetProperty("workItemId").GetString()} was still 'inprogress'");
        Requests.ToString().ShouldNotContain("DELETE /da/");
    }

    [Fact]
    public async Task A_timeout_cancels_the_WorkItem_when_asked_to()
    {
        await StartEmulatorAsync();
        var result = await StartHangingAsync("--timeout", "1", "--cancel-on-timeout");

        result.ExitCode.ShouldBe(4, result.ToString());
        result.Error.ShouldContain("It was cancelled.");
        Requests.ToString().ShouldContain("DELETE /da/us-east/v3/workitems/");
    }

    private static TestConsole NewScreen() => new TestConsole().Interactive().EmitAnsiSequences().Width(120);

    private Task<CliResult> StartHangingAsync(params string[] more) => StartAsync(Hang, more);

    private Task<CliResult> StartAsync(string script, params string[] more)
    {
        string[] run = ["run", ShellApp(script), "--input", $"text={Write("a.txt", "x")}", "--value", "word=x", "--output", "copy=copy.txt", "--output-dir", Results];
        return Task.Run(() => RunAsync([.. run, .. more]), Cancellation);
    }

    private Task SubmittedAsync() => Eventually.TrueAsync(
        () => Requests.ToString().Contains("/workitems/status", StringComparison.Ordinal) || Requests.ToString().Contains("GET /da/us-east/v3/workitems/", StringComparison.Ordinal),
        Requests.ToString, Cancellation);
}
