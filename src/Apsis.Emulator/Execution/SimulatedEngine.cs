namespace Apsis.Emulator.Execution;

/// <summary>Stands in for a product that is not installed: takes a while, writes a placeholder for each output, and says so.</summary>
internal sealed class SimulatedEngine(EngineDefinition definition, ApsEmulatorOptions options, TimeProvider time) : IWorkItemEngine
{
    public EngineDefinition Definition { get; } = definition;

    public Task<string> FindFolderAsync(CancellationToken cancellationToken) =>
        Task.FromResult($"C:/DARoot/AcesRoot/{Definition.ProductVersion}/coreEngine/Exe");

    public async Task RunAsync(JobInstructions instructions, CancellationToken cancellationToken)
    {
        var state = instructions.State;
        state.Report.Output($"THIS IS A SIMULATION: the emulator has no {Definition.Product}. No program was run; outputs are placeholders.");
        await Task.Delay(options.Automation.SimulatedProcessingTime, time, cancellationToken);
        foreach (var output in state.Job.Arguments.Where(bound => bound.Direction == ArgumentDirection.Output))
            await WriteAsync(state, output, cancellationToken);
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
