using Apsis.Exceptions;

namespace Apsis.Runs;

/// <summary>A run's state beside its journal: appends, applies, and reads again when another writer was faster.</summary>
internal sealed class RunRecord
{
    private readonly IRunJournal _journal;

    private RunRecord(IRunJournal journal, RunState state)
    {
        _journal = journal;
        State = state;
    }

    public RunState State { get; private set; }

    public static async Task<RunRecord> StartAsync(IRunJournal journal, RunId id, RunSpec spec, CancellationToken cancellationToken)
    {
        var started = new RunEvent.Started(spec);
        if (!await journal.TryAppendAsync(id, 0, started, cancellationToken).ConfigureAwait(false))
            throw new InvalidOperationException($"Run {id} exists already.");

        return new RunRecord(journal, RunMachine.Start(id, started));
    }

    /// <summary>Appends an event that is true whatever else has happened meanwhile.</summary>
    public async Task AppendAsync(RunEvent happened, CancellationToken cancellationToken)
    {
        while (!await TryAppendAsync(happened, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <summary>Appends an event only if nothing else has happened meanwhile. When false, the state has been read again.</summary>
    public async Task<bool> TryAppendAsync(RunEvent happened, CancellationToken cancellationToken)
    {
        var before = State;
        var after = RunMachine.Apply(before, happened);
        if (await _journal.TryAppendAsync(before.Id, before.Version, happened, cancellationToken).ConfigureAwait(false))
        {
            State = after;
            return true;
        }

        State = await ReadAsync(_journal, before.Id, cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <summary>Reads what others have appended.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) =>
        State = await ReadAsync(_journal, State.Id, cancellationToken).ConfigureAwait(false);

    /// <summary>The state that a run's events amount to.</summary>
    /// <exception cref="ApsException">The journal knows no such run.</exception>
    public static async Task<RunState> ReadAsync(IRunJournal journal, RunId id, CancellationToken cancellationToken)
    {
        RunState? state = null;
        await foreach (var happened in journal.ReadAsync(id, cancellationToken).ConfigureAwait(false))
        {
            state = (state, happened) switch
            {
                (null, RunEvent.Started started) => RunMachine.Start(id, started),
                (null, _) => throw new ApsException($"The journal of run {id} does not begin with its start."),
                _ => RunMachine.Apply(state, happened),
            };
        }

        return state ?? throw new ApsException($"There is no run {id} in this journal.");
    }
}
