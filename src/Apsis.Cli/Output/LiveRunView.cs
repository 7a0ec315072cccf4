using Apsis.Runs;
using Spectre.Console;

namespace Apsis.Cli.Output;

/// <summary>Draws a run on a terminal, ten times a second, and asks there.</summary>
internal sealed class LiveRunView : IRunView
{
    private readonly IAnsiConsole _console;
    private readonly TimeProvider _time;
    private readonly RunScreen _screen;
    private readonly LiveDrawing _drawing;

    public LiveRunView(IAnsiConsole console, TimeProvider time)
    {
        _console = console;
        _time = time;
        _screen = new RunScreen(time, console.Profile.Capabilities.Unicode);
        _drawing = new LiveDrawing(console, time, _screen.Render);
    }

    public bool CanAsk => true;

    public void Report(RunProgress value) => _screen.Apply(value);

    public void Note(string line) => _screen.Note(line);

    public async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        // What was typed before the question, such as the Enter after the last answer, is no answer to it.
        while (_console.Input.IsKeyAvailable())
            _console.Input.ReadKey(intercept: true);

        _screen.Ask(question);
        try
        {
            // Looked for and not waited for: reading a key can not be interrupted.
            while (!cancellationToken.IsCancellationRequested)
            {
                if (_console.Input.IsKeyAvailable() && _console.Input.ReadKey(intercept: true) is { } key)
                    return key.KeyChar is 'y' or 'Y';

                await Task.Delay(LiveDrawing.Frame, _time, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            return false;
        }
        finally
        {
            _screen.Ask(null);
        }
    }

    public ValueTask DisposeAsync() => _drawing.DisposeAsync();
}
