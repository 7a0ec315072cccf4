using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Faults.Execution;

/// <summary>Lets the runs of engines go wrong as those of the cloud do.</summary>
internal sealed class EngineFaults(FaultInjector faults, ApsEmulatorOptions options, TimeProvider time)
{
    // What Windows gives a program that touched memory that is not its own.
    private const string CrashCode = "-1073741819";

    /// <exception cref="WorkItemException">The program failed or died.</exception>
    public Task RunAsync(IWorkItemEngine engine, JobInstructions instructions, CancellationToken cancellationToken)
    {
        if (faults.Plan is null) return engine.RunAsync(instructions, cancellationToken);
        var job = instructions.State.Job;
        var target = new FaultTarget(FaultFamilies.Engines, IsJob: false, "RUN", $"/{job.EngineId}/{job.ActivityId}/{job.Id}");
        return RunAsync(faults.Strike(target).FirstOrDefault(), engine, instructions, cancellationToken);
    }

    private async Task RunAsync(Fault? fault, IWorkItemEngine engine, JobInstructions instructions, CancellationToken cancellationToken)
    {
        fault?.Happened();
        switch (fault?.Rule.Kind)
        {
            case FaultKind.SlowEngine:
                await Task.Delay(fault.Rule.Delay, TimeProvider.System, cancellationToken);
                break;
            case FaultKind.StuckEngine:
                await HangAsync(instructions.State, cancellationToken);
                break;
            case FaultKind.WorkerCrash:
                await CrashAsync(fault, engine, instructions, cancellationToken);
                break;
        }

        await engine.RunAsync(instructions, cancellationToken);
    }

    private async Task HangAsync(JobState state, CancellationToken cancellationToken)
    {
        using var heartbeat = new Heartbeat(time, options.Automation.Heartbeat, () => state.Running.Stop(StopReason.Heartbeat));
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private static async Task CrashAsync(Fault fault, IWorkItemEngine engine, JobInstructions instructions, CancellationToken cancellationToken)
    {
        if (fault.Rule.DelayMilliseconds is not null)
        {
            using var death = new CancellationTokenSource(fault.Rule.Delay, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(death.Token, cancellationToken);
            try
            {
                await engine.RunAsync(instructions, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Dead, and cleared away as after any end.
            }
        }

        var program = instructions.CommandLines is [{ } line, ..] && CommandLineTokenizer.Split(line) is [{ } path, ..] ? path : engine.Definition.Id;
        throw new WorkItemException($"Application {ReportText.Printable(program.Split('/', '\\')[^1])} exits with code {CrashCode} which indicates an error.");
    }
}
