namespace Apsis.Runs;

/// <summary>Keeps the events of runs.</summary>
/// <remarks>
/// An append is atomic and durable before it returns, as far as the journal is durable at all. It names the number of events that its
/// writer has read; when another writer was faster it does nothing and answers false, and the writer reads again. Events hold no
/// token and no URL that was signed for the run; addresses that the caller gave stand in the first event, so a journal on a disk is for its owner only. Implementations are safe for concurrent use.
/// </remarks>
public interface IRunJournal
{
    /// <summary>Appends an event as number <paramref name="version"/>, counted from 0. False when there is one already.</summary>
    ValueTask<bool> TryAppendAsync(RunId run, int version, RunEvent happened, CancellationToken cancellationToken);

    /// <summary>The events of a run in order; none when the run is not known.</summary>
    IAsyncEnumerable<RunEvent> ReadAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>Forgets a run.</summary>
    ValueTask RemoveAsync(RunId run, CancellationToken cancellationToken);
}
