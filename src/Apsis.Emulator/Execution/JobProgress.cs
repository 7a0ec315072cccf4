using System.Text;
using System.Text.Json.Nodes;
using Apsis.Emulator.Automation.Sockets;

namespace Apsis.Emulator.Execution;

/// <summary>At a fixed pace while a job runs: tells who listens, and calls onProgress.</summary>
internal sealed class JobProgress(CallbackSender callbacks, WorkItemListeners listeners, ApsEmulatorOptions options, TimeProvider time)
{
    /// <summary>Starts the calls; disposing the result ends them.</summary>
    public IAsyncDisposable Start(JobState state) => new Calls(state, callbacks, listeners, options.Automation.ProgressInterval, time);

    private sealed class Calls : IAsyncDisposable
    {
        private readonly CancellationTokenSource _ended = new();
        private readonly Task _loop;

        public Calls(JobState state, CallbackSender callbacks, WorkItemListeners listeners, TimeSpan interval, TimeProvider time) =>
            _loop = state.Job.OnProgress is null && !listeners.Has(state.Job.Id)
                ? Task.CompletedTask
                : CallAsync(state, callbacks, listeners, interval, time, _ended.Token);

        public async ValueTask DisposeAsync()
        {
            await _ended.CancelAsync();
            await _loop;
            _ended.Dispose();
        }

        private static async Task CallAsync(
            JobState state, CallbackSender callbacks, WorkItemListeners listeners, TimeSpan interval, TimeProvider time, CancellationToken cancellationToken)
        {
            var body = Encoding.UTF8.GetBytes(new JsonObject { ["id"] = state.Job.Id }.ToJsonString());
            using var timer = new PeriodicTimer(interval, time);
            try
            {
                while (await timer.WaitForNextTickAsync(cancellationToken))
                {
                    listeners.Beat(state.Job.Id);
                    if (state.Job.OnProgress is not { } target) continue;
                    // The next tick is the next attempt.
                    var outcome = await callbacks.SendAsync(target, body, attempts: 1, cancellationToken);
                    if (outcome.AsksToCancel) state.Running.Stop(StopReason.ProgressCallback);
                    if (outcome.Failure is { } failure) state.Report.Output($"The callback onProgress failed: {failure}.");
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The job ended.
            }
        }
    }
}
