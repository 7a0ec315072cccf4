using System.Globalization;
using Apsis.Emulator.Automation;

namespace Apsis.Emulator.Execution;

/// <summary>Stands in for a product that is not installed: takes a while, writes a placeholder for each output, and says so; or fails as it is told.</summary>
internal sealed class SimulatedEngine(EngineDefinition definition, ApsEmulatorOptions options, SimulatedTime time) : IWorkItemEngine
{
    public EngineDefinition Definition { get; } = definition;

    public bool StartsPrograms => false;

    public Task<string> FindFolderAsync(CancellationToken cancellationToken) =>
        Task.FromResult($"C:/DARoot/AcesRoot/{Definition.ProductVersion}/coreEngine/Exe");

    public void BeginDownload(JobState state)
    {
        if (SimulationOf(state) is { Status: WorkItemStatus.FailedDownload }) throw new WorkItemException("The simulated download fails, as it was told to.");
    }

    public async Task RunAsync(JobInstructions instructions, CancellationToken cancellationToken)
    {
        var state = instructions.State;
        var simulation = SimulationOf(state);
        state.Report.Output($"THIS IS A SIMULATION: the emulator has no {Definition.Product}. No program was run; outputs are placeholders.");
        if (options.Automation.TimeScale > 1)
            state.Report.Output(string.Create(CultureInfo.InvariantCulture, $"Its time passes {options.Automation.TimeScale} times as fast; what follows has simulated times."));
        if (simulation.Status != WorkItemStatus.Success) state.Report.Output($"It was told to end with {simulation.Status}.");
        await time.PassAsync(state, simulation.Duration, cancellationToken);
        foreach (var output in OutputsOf(state, simulation.Status, cancellationToken)) await WriteAsync(state, output, cancellationToken);
    }

    private Simulation SimulationOf(JobState state) => Simulation.Of(state.Job, options.Automation);

    // Uploads fail as they do in the cloud: the files are missing.
    private static IEnumerable<BoundArgument> OutputsOf(JobState state, string status, CancellationToken cancellationToken)
    {
        var outputs = state.Job.Arguments.Where(bound => bound.Direction == ArgumentDirection.Output).ToList();
        switch (status)
        {
            case WorkItemStatus.FailedInstructions:
                throw new WorkItemException("The simulated program exits with code 1 which indicates an error.");
            case WorkItemStatus.FailedLimitProcessingTime:
                state.Running.Stop(StopReason.TimeLimit);
                throw new OperationCanceledException(cancellationToken);
            case WorkItemStatus.FailedUpload:
                return outputs.Exists(output => !output.Argument.Optional)
                    ? outputs.Where(output => output.Argument.Optional)
                    : throw new WorkItemException("The simulation cannot end with failedUpload: the WorkItem has no output that must be there.");
            case WorkItemStatus.FailedUploadOptional:
                return outputs.Exists(output => output.Argument.Optional) && JobUpload.ReportsOptionalFailures(state)
                    ? outputs.Where(output => !output.Argument.Optional)
                    : throw new WorkItemException(
                        $"The simulation cannot end with failedUploadOptional: it takes an optional output and the Activity's setting {JobUpload.OptionalFailureSetting} = true.");
            default:
                return outputs;
        }
    }

    private async Task WriteAsync(JobState state, BoundArgument output, CancellationToken cancellationToken)
    {
        var path = state.ArgumentPaths[output.Name];
        if (File.Exists(path) || Directory.Exists(path)) return;
        if (output.Zip) Directory.CreateDirectory(path);
        var file = output.Zip ? Path.Combine(path, "simulated.txt") : path;
        if (InputLike(state, file) is { } input)
        {
            File.Copy(input, file);
            state.Report.Output($"Output '{output.Name}' is a copy of the input '{Path.GetFileName(input)}'.");
            return;
        }

        await File.WriteAllTextAsync(
            file, $"Simulated output '{output.Name}' of the engine {Definition.Id}, WorkItem {state.Job.Id}.\n", cancellationToken);
        state.Report.Output($"Output '{output.Name}' is a placeholder.");
    }

    private static string? InputLike(JobState state, string file) => state.Job.Arguments
        .Where(bound => bound.Direction == ArgumentDirection.Input)
        .Select(bound => state.ArgumentPaths.GetValueOrDefault(bound.Name))
        .FirstOrDefault(path => path is not null && File.Exists(path)
            && Path.GetExtension(path).Equals(Path.GetExtension(file), StringComparison.OrdinalIgnoreCase));
}
