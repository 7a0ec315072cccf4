namespace Apsis.Emulator.Execution;

/// <summary>The environment of a program: little of the emulator's own, and everything that tells it where it is.</summary>
internal static class ProgramEnvironment
{
    private static readonly string[] FromWindows =
        ["SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "ProgramFiles", "ProgramData", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE"];

    public static Dictionary<string, string> Make(JobInstructions instructions, string instance)
    {
        var workspace = instructions.State.Workspace;
        var environment = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin",
            ["HOME"] = workspace.Home,
            ["USERPROFILE"] = workspace.Home,
            ["TMPDIR"] = workspace.Temporary,
            ["TEMP"] = workspace.Temporary,
            ["TMP"] = workspace.Temporary,
            ["LANG"] = "C.UTF-8",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        if (ProgramSearch.DotNetRoot() is { } root) environment["DOTNET_ROOT"] = root;
        if (OperatingSystem.IsWindows())
        {
            foreach (var name in FromWindows)
            {
                if (Environment.GetEnvironmentVariable(name) is { } value) environment[name] = value;
            }
        }

        foreach (var (name, value) in instructions.Environment) environment[name] = value;
        // Last, so that no setting can hide a program from those who look for it.
        environment[JobProcesses.Marker] = instructions.State.Job.Id;
        environment[OrphanWatchdog.Marker] = instance;
        return environment;
    }
}
