namespace Apsis.Emulator.Execution;

/// <summary>The environment of a program: little of the emulator's own, and everything that tells it where it is.</summary>
internal static class ProgramEnvironment
{
    private static readonly string[] FromWindows =
        ["SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "ProgramFiles", "ProgramData", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE"];

    // An installed product keeps its profile and finds its licence there.
    private static readonly string[] OfTheUser =
    [
        "USERPROFILE", "APPDATA", "LOCALAPPDATA", "HOMEDRIVE", "HOMEPATH", "USERNAME", "USERDOMAIN", "COMPUTERNAME", "PUBLIC", "ALLUSERSPROFILE",
        "ProgramFiles(x86)", "ProgramW6432", "CommonProgramFiles", "CommonProgramFiles(x86)", "CommonProgramW6432",
        "ADSKFLEX_LICENSE_FILE", "LM_LICENSE_FILE",
    ];

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
        if (OperatingSystem.IsWindows()) AddOwn(environment, FromWindows);
        if (instructions.State.Engine.ConsoleProgram is not null)
        {
            // The cloud's machines speak American English; a command line asks for another language with /l.
            environment["LANG"] = "en_US.UTF-8";
            AddOwn(environment, OfTheUser);
        }

        foreach (var (name, value) in instructions.Environment) environment[name] = value;
        // Last, so that no setting can hide a program from those who look for it.
        environment[JobProcesses.Marker] = instructions.State.Job.Id;
        environment[OrphanWatchdog.Marker] = instance;
        return environment;
    }

    private static void AddOwn(Dictionary<string, string> environment, string[] names)
    {
        foreach (var name in names)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) environment[name] = value;
        }
    }
}
