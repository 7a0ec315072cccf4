using Apsis.Emulator.Faults;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Observation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator;

/// <summary>A running emulator of Autodesk Platform Services, listening on loopback only.</summary>
public sealed class ApsEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly EmulatorFolder _folder;
    private readonly EventLog _events;
    private readonly RequestHistory _requests;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stopping;

    private ApsEmulator(WebApplication app, EmulatorFolder folder)
    {
        _app = app;
        _folder = folder;
        _events = app.Services.GetRequiredService<EventLog>();
        _requests = app.Services.GetRequiredService<RequestHistory>();
        BaseAddress = app.Services.GetRequiredService<EmulatorAddress>().BaseAddress;
    }

    /// <summary>Where the emulator listens: <c>http://127.0.0.1:PORT</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The faults that happened since the start, the oldest first; the last 10,000 of them.</summary>
    public IReadOnlyList<FaultRecord> Faults => _app.Services.GetRequiredService<FaultLog>().Records;

    /// <summary>What happened since the start, oldest first, and then what happens, until the emulator is stopped.</summary>
    /// <remarks>
    /// Each enumeration begins anew with the oldest event that is kept (<see cref="ObservationOptions.MaxEvents"/>), so none is missed that
    /// happened before it. One that reads so slowly that events are dropped before it read them ends with an <see cref="ApsEmulatorException"/>.
    /// </remarks>
    public IAsyncEnumerable<EmulatorEvent> Events => _events.ReadAsync(from: null, CancellationToken.None);

    /// <summary>The requests that were answered or are being answered now, oldest first, as far as they are kept (<see cref="ObservationOptions.MaxRequests"/>).</summary>
    /// <remarks>A copy: it does not change. The emulator's own page is not listed.</remarks>
    public IReadOnlyList<EmulatorRequest> Requests => _requests.List();

    internal IServiceProvider Services => _app.Services;

    /// <summary>Starts an emulator; it answers requests when the task completes.</summary>
    /// <exception cref="ApsEmulatorException">The port is taken, or the data directory is not writable or in use.</exception>
    /// <exception cref="FaultPlanException">The fault plan makes no sense.</exception>
    public static async Task<ApsEmulator> StartAsync(ApsEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ApsEmulatorOptions();
        if (options.Port is < 0 or > 65535) throw new ApsEmulatorException($"Port {options.Port} does not exist. Choose one up to 65535, or 0 for a free one.");
        options.Authentication.Check();
        options.Observation.Check();
        options.Automation.Check();
        options.RateLimits?.Check();
        if (options.Faults is { } faults) FaultPlanCheck.Check(faults);
        var folder = EmulatorFolder.Open(options.DataDirectory, TimeProvider.System);
        WebApplication? app = null;
        try
        {
            app = EmulatorApplication.Build(options, folder);
            await EmulatorApplication.StartAsync(app, options, cancellationToken);
            return new ApsEmulator(app, folder);
        }
        catch
        {
            if (app is not null) await app.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Lets other faults happen from now on; the rules count from the beginning. Requests that run keep theirs.</summary>
    /// <param name="plan">What is to go wrong; null for nothing.</param>
    /// <exception cref="FaultPlanException">The plan makes no sense; the one before stays.</exception>
    public void SetFaults(FaultPlan? plan) => _app.Services.GetRequiredService<FaultInjector>().Use(plan);

    /// <summary>Waits until a WorkItem has ended; returns at once when it has.</summary>
    /// <param name="id">The id that its submission answered.</param>
    /// <param name="cancellationToken">Ends the wait; there is no other limit.</param>
    /// <returns>How it ended: see <see cref="WorkItemChanged.Status"/>.</returns>
    /// <exception cref="ApsEmulatorException">There is no such WorkItem, or the emulator was stopped.</exception>
    public Task<WorkItemChanged> WaitForWorkItemAsync(string id, CancellationToken cancellationToken = default) =>
        WaitForWorkItemAsync(id, WorkItemPhase.Ended, cancellationToken);

    /// <summary>Waits until a WorkItem has reached a phase or a later one; returns at once when it has.</summary>
    /// <param name="id">The id that its submission answered.</param>
    /// <param name="phase">The phase that it must at least have reached.</param>
    /// <param name="cancellationToken">Ends the wait; there is no other limit.</param>
    /// <returns>The WorkItem as it was then.</returns>
    /// <exception cref="ApsEmulatorException">There is no such WorkItem, or the emulator was stopped.</exception>
    public Task<WorkItemChanged> WaitForWorkItemAsync(string id, WorkItemPhase phase, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_stopping != 0, this);
        return _app.Services.GetRequiredService<WorkItemWatch>().WaitAsync(id, phase, cancellationToken);
    }

    /// <summary>Stops listening, lets running requests end, and deletes a temporary data directory.</summary>
    /// <param name="cancellationToken">Ends the wait for running requests; they are then cut off.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            try
            {
                await _app.StopAsync(cancellationToken);
            }
            finally
            {
                _events.Close();
                await _app.DisposeAsync();
                _folder.Dispose();
                _stopped.SetResult();
            }
        }

        await _stopped.Task;
    }

    /// <summary>Waits until the emulator is stopped; cancelling the token stops it.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken = default)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.Register(cancelled.SetResult))
            await Task.WhenAny(_stopped.Task, cancelled.Task);

        await StopAsync(CancellationToken.None);
    }

    /// <summary>Stops the emulator.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();
}
