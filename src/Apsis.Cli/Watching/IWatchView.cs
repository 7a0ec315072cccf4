using Apsis.Automation;

namespace Apsis.Cli.Watching;

/// <summary>Where WorkItems are shown while they are watched.</summary>
internal interface IWatchView : IAsyncDisposable
{
    /// <summary>Something of a WorkItem is new.</summary>
    void Report(WorkItem item);
}
