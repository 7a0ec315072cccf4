using System.Collections.Concurrent;
using Apsis.Emulator.Automation;
using Microsoft.Extensions.Hosting;

namespace Apsis.Emulator.Execution;

/// <summary>
/// Runs WorkItems in the order they came, so many at once. The database is the queue: what is pending there survives a restart.
/// </summary>
internal sealed class WorkItemQueue(
    WorkItemStore workItems, JobRunner runner, WorkItemCompletion completion, BrokenJobs broken, InterruptedJobs interrupted,
    WorkItemRetention retention, IHostApplicationLifetime lifetime, ApsEmulatorOptions options, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _arrived = new(0);
    private readonly SemaphoreSlim _slots = new(Math.Max(1, options.Automation.MaxParallelWorkItems));
    private readonly SemaphoreSlim _taking = new(1, 1);
    private readonly ConcurrentDictionary<string, RunningJob> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> _background = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Puts things right after a crash and begins to run what is pending. Called once the emulator listens.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(StopRunning);
        await interrupted.EndAsync(cancellationToken);
        foreach (var item in await workItems.UndeliveredAsync(cancellationToken)) Track(completion.CompleteAsync(item, _stopping.Token));
        Track(retention.RunAsync(_stopping.Token));
        Track(DispatchAsync(_stopping.Token));
    }

    public async Task AddAsync(IReadOnlyList<StoredWorkItem> items, CancellationToken cancellationToken)
    {
        await workItems.AddAsync(items, cancellationToken);
        _arrived.Release();
    }

    /// <summary>Cancels a WorkItem that waits or runs; one that has ended stays as it is.</summary>
    public async Task CancelAsync(string id, StopReason reason, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            if (await workItems.CancelPendingAsync(id, cancellationToken) is { } cancelled)
            {
                Track(completion.CompleteAsync(cancelled, _stopping.Token));
                _arrived.Release();
            }
            else if (_running.TryGetValue(id, out var running)) running.Stop(reason);
        }
        finally
        {
            _taking.Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        StopRunning();
        while (!_background.IsEmpty) await Task.WhenAll(_background.Keys).WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _arrived.Dispose();
        _slots.Dispose();
        _taking.Dispose();
        _stopping.Dispose();
    }

    private async Task DispatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _slots.WaitAsync(cancellationToken);
            try
            {
                if (await TakeAsync(cancellationToken) is { } run)
                {
                    Track(run);
                    continue;
                }
            }
            // Without a dispatcher nothing would ever run again: whatever it is, it may pass.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                options.RequestLog?.WriteLine($"The next work item cannot be taken, and is tried again: {e.Message}");
                _slots.Release();
                await Task.Delay(Pause, time, cancellationToken);
                continue;
            }

            _slots.Release();
            await _arrived.WaitAsync(cancellationToken);
        }
    }

    private async Task<Task?> TakeAsync(CancellationToken cancellationToken)
    {
        // Between taking an item and knowing it as running nobody may try to cancel it.
        await _taking.WaitAsync(cancellationToken);
        try
        {
            if (await workItems.TakeNextAsync(cancellationToken) is not { } item) return null;
            var running = new RunningJob();
            _running[item.Id] = running;
            return RunAsync(item, running);
        }
        finally
        {
            _taking.Release();
        }
    }

    private async Task RunAsync(StoredWorkItem item, RunningJob running)
    {
        await Task.Yield();
        StoredWorkItem? ended;
        try
        {
            if (_stopping.IsCancellationRequested) running.Stop(StopReason.EmulatorStopping);
            ended = item.Job is { } job
                ? await runner.RunAsync(item, job, running)
                : await broken.EndAsync(item, "What the work item was to do cannot be read.", _stopping.Token);
        }
        // The disk is full, the report cannot be written, the database refuses: the WorkItem must end all the same.
        catch (Exception e) when (e is not OperationCanceledException || !_stopping.IsCancellationRequested)
        {
            options.RequestLog?.WriteLine($"The work item {item.Id} broke off: {e.Message}");
            ended = await broken.EndAsync(item, $"The emulator could not go on: {ReportText.Printable(e.Message)}", _stopping.Token);
        }
        finally
        {
            _running.TryRemove(item.Id, out _);
            running.Dispose();
            _slots.Release();
            // A combinator may have waited for this one.
            _arrived.Release();
        }

        if (ended is not null) await completion.CompleteAsync(ended, _stopping.Token);
    }

    private void StopRunning()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        foreach (var running in _running.Values) running.Stop(StopReason.EmulatorStopping);
    }

    /// <summary>Keeps a task until it ends, so that a stop can wait for it.</summary>
    private void Track(Task task)
    {
        var observed = ObserveAsync(task);
        _background[observed] = true;
        if (observed.IsCompleted) _background.TryRemove(observed, out _);
        else observed.ContinueWith(ended => _background.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ObserveAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The emulator stops.
        }
        catch (Exception e)
        {
            options.RequestLog?.WriteLine(e);
        }
    }
}
