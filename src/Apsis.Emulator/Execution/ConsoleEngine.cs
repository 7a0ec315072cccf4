namespace Apsis.Emulator.Execution;

/// <summary>Runs the console program of a product that is installed on this machine, with the command line that the cloud would give it.</summary>
internal sealed class ConsoleEngine(EngineDefinition definition, string folder, ProgramRunner programs) : IWorkItemEngine
{
    public EngineDefinition Definition { get; } = definition with
    {
        Description = $"{definition.Product} {definition.ProductVersion}, {definition.ConsoleProgram} on this machine",
    };

    /// <summary>Where the console program of an engine is; null when it is not in the folder.</summary>
    public static string? Find(EngineDefinition definition, string folder) =>
        Path.Combine(Path.GetFullPath(folder), definition.ConsoleProgram + ".exe") is var program && File.Exists(program) ? program : null;

    public Task<string> FindFolderAsync(CancellationToken cancellationToken) => Find(Definition, folder) is { } program
        ? Task.FromResult(Path.GetDirectoryName(program)!)
        : Task.FromException<string>(new WorkItemException($"The engine {Definition.Id} cannot run: {Definition.ConsoleProgram}.exe is no longer in {folder}."));

    public Task RunAsync(JobInstructions instructions, CancellationToken cancellationToken)
    {
        instructions.State.Report.Line($"The engine {Definition.Id} is real: {Find(Definition, folder)} on this machine.");
        return programs.RunAllAsync(instructions, cancellationToken);
    }
}
