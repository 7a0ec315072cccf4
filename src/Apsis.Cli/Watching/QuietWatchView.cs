using Apsis.Automation;

namespace Apsis.Cli.Watching;

/// <summary>For scripts: nothing before the end.</summary>
internal sealed class QuietWatchView : IWatchView
{
    public void Report(WorkItem item)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
