namespace Apsis.Emulator.Execution;

/// <summary>An engine that runs real programs of this machine, found through a program it needs.</summary>
internal sealed class LocalEngine : IWorkItemEngine
{
    private readonly ProgramRunner _programs;
    private readonly Func<string?> _findFolder;
    private readonly string _missing;

    private LocalEngine(EngineDefinition definition, ProgramRunner programs, Func<string?> findFolder, string missing)
    {
        Definition = definition;
        _programs = programs;
        _findFolder = findFolder;
        _missing = missing;
    }

    public EngineDefinition Definition { get; }

    public static LocalEngine DotNet(ApsEmulatorOptions options, ProgramRunner programs) => new(
        EngineDefinitions.DotNet, programs,
        () => options.Automation.DotNetHost is { } host ? ProgramSearch.FolderOf(Existing(host)) : ProgramSearch.DotNetRoot(),
        "no dotnet host was found. Install the .NET 10 runtime, or set DOTNET_ROOT or AutomationOptions.DotNetHost.");

    public static LocalEngine Shell(ApsEmulatorOptions options, ProgramRunner programs) => new(
        EngineDefinitions.Shell, programs,
        () => Path.GetDirectoryName(Existing(options.Automation.Shell) ?? ProgramSearch.InPath("sh")),
        "no shell 'sh' was found in PATH. Install one, or set AutomationOptions.Shell.");

    public static LocalEngine Python(ApsEmulatorOptions options, ProgramRunner programs) => new(
        EngineDefinitions.Python, programs,
        () => Path.GetDirectoryName(Existing(options.Automation.Python) ?? ProgramSearch.InPath("python3") ?? ProgramSearch.InPath("python")),
        "no python3 was found in PATH. Install Python 3, or set AutomationOptions.Python.");

    public Task<string> FindFolderAsync(CancellationToken cancellationToken) => _findFolder() is { } folder
        ? Task.FromResult(folder)
        : Task.FromException<string>(new WorkItemException($"The engine {Definition.Id} cannot run: {_missing}"));

    public Task RunAsync(JobInstructions instructions, CancellationToken cancellationToken)
    {
        instructions.State.Report.Line($"The engine {Definition.Id} is real: programs of this machine, found in {_findFolder()}.");
        return _programs.RunAllAsync(instructions, cancellationToken);
    }

    private static string? Existing(string? program) => program is not null && File.Exists(program) ? Path.GetFullPath(program) : null;
}
