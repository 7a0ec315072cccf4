namespace Apsis.Emulator.Execution;

/// <summary>Starts programs in a session of their own: Ctrl-C on the emulator's terminal is for the emulator, which then ends them as it should.</summary>
internal static class ProgramSession
{
    // Without the tool (it is in util-linux) programs share the terminal, and a Ctrl-C there ends them too.
    private static readonly string? Setsid = OperatingSystem.IsLinux() ? ProgramSearch.InPath("setsid") : null;

    /// <summary>The program and arguments to start: the same process runs them, after it has left the terminal's group.</summary>
    public static (string Program, IEnumerable<string> Arguments) Of(string program, IEnumerable<string> arguments) =>
        Setsid is null ? (program, arguments) : (Setsid, [program, .. arguments]);
}
