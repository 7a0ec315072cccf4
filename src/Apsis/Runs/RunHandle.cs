using Apsis.Exceptions;

namespace Apsis.Runs;

/// <summary>One run: wait for it, look at it, cancel it. Cheap; as many as you like for one run.</summary>
public sealed class RunHandle
{
    private readonly RunHost _host;
    private readonly RunDrive? _drive;

    internal RunHandle(RunHost host, RunId id, RunDrive? drive)
    {
        _host = host;
        _drive = drive ?? host.Find(id);
        Id = id;
    }

    /// <summary>The run.</summary>
    public RunId Id { get; }

    /// <summary>Waits until the run has ended.</summary>
    /// <param name="cancellationToken">Ends the wait, not the run.</param>
    /// <returns>How it ended. A WorkItem that ran and failed is an outcome, not an exception.</returns>
    /// <exception cref="WorkItemTimeoutException">The run's own time-out ran out. The WorkItem goes on.</exception>
    /// <exception cref="ApsException">A step failed for good.</exception>
    public async Task<RunOutcome> WaitAsync(CancellationToken cancellationToken = default)
    {
        if (_drive is not null)
            return await _drive.Ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);

        return await GetStateAsync(cancellationToken).ConfigureAwait(false) switch
        {
            { HasEnded: false } => throw NotDriven(),
            { Error: { } why } failed => throw new RunFailedException(why) { WorkItemId = failed.WorkItemId },
            var state => new RunOutcome { State = state, WorkItem = state.WorkItem },
        };
    }

    /// <summary>Where the run stands, as journaled.</summary>
    /// <exception cref="ApsException">The journal knows no such run.</exception>
    public Task<RunState> GetStateAsync(CancellationToken cancellationToken = default) => RunRecord.ReadAsync(_host.Journal, Id, cancellationToken);

    /// <summary>Cancels the run: stops its transfers, and deletes its WorkItem in the service. Nothing happens when it has ended.
    /// A run whose time-out ran out has not: its WorkItem is deleted.</summary>
    /// <remarks>Returns when that is recorded; <see cref="WaitAsync"/> returns when it is done.</remarks>
    public Task CancelAsync(CancellationToken cancellationToken = default) => _host.CancelAsync(_drive ?? throw NotDriven(), cancellationToken);

    private ApsException NotDriven() => new($"This process does not drive run {Id}.");
}
