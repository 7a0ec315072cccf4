using Apsis.Runs;

namespace Apsis.Cli.Output;

/// <summary>For scripts: no progress; notes, which are few, go to standard error.</summary>
internal sealed class QuietRunView(TextWriter error) : IRunView
{
    public bool CanAsk => false;

    public void Report(RunProgress value)
    {
    }

    public void Note(string line) => error.WriteLine($"apsis: {SafeText.Line(line)}");

    public Task<bool> AskAsync(string question, CancellationToken cancellationToken) => Task.FromResult(false);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
