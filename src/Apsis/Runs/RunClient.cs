namespace Apsis.Runs;

/// <summary>Starts runs, and finds them again.</summary>
public sealed class RunClient
{
    private readonly RunHost _host;

    /// <summary>A client of the runs that <paramref name="host"/> drives.</summary>
    public RunClient(RunHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    /// <summary>Checks a run and starts it.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="progress">Told of every phase, transfer and status, on the run's own threads; it must not block.</param>
    /// <param name="cancellationToken">Ends the check. A run that has started goes on; cancel it by its handle.</param>
    /// <exception cref="Exceptions.RunSpecException">It can not work. Nothing was uploaded or submitted.</exception>
    public async Task<RunHandle> StartAsync(RunSpec spec, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var drive = await _host.StartAsync(spec, progress, cancellationToken).ConfigureAwait(false);
        return new RunHandle(_host, drive.Record.State.Id, drive);
    }

    /// <summary>The handle of a run, whether there is one or not: makes no call.</summary>
    public RunHandle GetHandle(RunId id) => new(_host, id, null);
}
