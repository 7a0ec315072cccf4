namespace Apsis.Emulator.Execution;

/// <summary>Lets the time of a simulation pass, as many times faster as the options say, within the limit of its WorkItem.</summary>
internal sealed class SimulatedTime(ApsEmulatorOptions options, TimeProvider time)
{
    /// <exception cref="OperationCanceledException">The WorkItem was stopped, or its time limit came first.</exception>
    public async Task PassAsync(JobState state, TimeSpan duration, CancellationToken cancellationToken)
    {
        var left = TimeSpan.FromSeconds(state.Job.LimitSeconds) - (state.Clock.GetUtcNow().UtcDateTime - (state.Stats.TimeDownloadStarted ?? state.Clock.GetUtcNow().UtcDateTime));
        await PassAsync(state, duration < left ? duration : left > TimeSpan.Zero ? left : TimeSpan.Zero, options.Automation.TimeScale, cancellationToken);
        if (duration <= left) return;
        state.Running.Stop(StopReason.TimeLimit);
        throw new OperationCanceledException(cancellationToken);
    }

    private async Task PassAsync(JobState state, TimeSpan duration, double scale, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var passed = duration;
        try
        {
            await Task.Delay(duration / scale, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            passed = time.GetElapsedTime(started) * scale;
            throw;
        }
        finally
        {
            // To the end, however early or late the timer rang.
            var ahead = passed - time.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero) state.Clock.Ahead += ahead;
        }
    }
}
