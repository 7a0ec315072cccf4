using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Apsis.Emulator.Execution;

/// <summary>Runs one program of a job to its end: no shell, bounded output in the report, nothing left behind.</summary>
internal sealed class ProgramRunner(ConsoleRequests requests, OrphanWatchdog watchdog, ApsEmulatorOptions options, TimeProvider time)
{
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(5);
    private static readonly byte[] Done = "\n"u8.ToArray();
    private static readonly byte[] Failed = [3];

    /// <summary>Runs the command lines one after another, up to the first that fails.</summary>
    /// <exception cref="WorkItemException">One is empty, could not be started, or failed.</exception>
    public async Task RunAllAsync(JobInstructions instructions, CancellationToken cancellationToken)
    {
        foreach (var line in instructions.CommandLines)
        {
            var tokens = CommandLineTokenizer.Split(line);
            if (tokens.Count == 0) throw new WorkItemException("A command line is empty.");
            await RunAsync(instructions, tokens, cancellationToken);
        }
    }

    /// <exception cref="WorkItemException">It could not be started, or its exit code is not 0.</exception>
    private async Task RunAsync(JobInstructions instructions, IReadOnlyList<string> tokens, CancellationToken cancellationToken)
    {
        var state = instructions.State;
        var program = Resolve(tokens[0], state.Workspace.Work);
        watchdog.EnsureStarted();
        cancellationToken.ThrowIfCancellationRequested();

        using var process = Start(program, tokens, instructions);
        using var heartbeat = new Heartbeat(time, options.Automation.Heartbeat, () => state.Running.Stop(StopReason.Heartbeat));
        var output = ReadOutputAsync(process, state, heartbeat, cancellationToken);
        var errors = ReadErrorsAsync(process, state);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            JobProcesses.KillTree(process);
            await JobProcesses.KillAllAsync(state.Job.Id, state.Workspace.Root, time);
            // A process that nobody found may still hold the pipe: its output is then given up.
            await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(OutputGrace, time, CancellationToken.None));
        }

        if (process.ExitCode != 0)
            throw new WorkItemException(string.Create(
                CultureInfo.InvariantCulture, $"Application {Path.GetFileName(program)} exits with code {process.ExitCode} which indicates an error."));
    }

    private Process Start(string program, IReadOnlyList<string> tokens, JobInstructions instructions)
    {
        var (started, arguments) = ProgramSession.Of(program, tokens.Skip(1));
        var start = new ProcessStartInfo(started)
        {
            WorkingDirectory = instructions.State.Workspace.Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in ProgramEnvironment.Make(instructions, watchdog.Instance)) start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or ArgumentException)
        {
            throw new WorkItemException($"Application {program} could not be started: {e.Message}", e);
        }
    }

    private async Task ReadOutputAsync(Process process, JobState state, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        try
        {
            var output = await ProgramOutput.OpenAsync(process.StandardOutput.BaseStream, CancellationToken.None);
            await foreach (var line in OutputLines.ReadAsync(output, CancellationToken.None))
            {
                heartbeat.Beat();
                state.Report.Output(ReportText.Printable(line));
                if (AcesOperation.Parse(line) is not { } operation) continue;

                heartbeat.Pause();
                var isDone = await requests.PerformAsync(state, operation, cancellationToken);
                await process.StandardInput.BaseStream.WriteAsync(isDone ? Done : Failed, cancellationToken);
                await process.StandardInput.BaseStream.FlushAsync(cancellationToken);
                heartbeat.Beat();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The program is gone, or is about to be: its exit code tells.
        }
    }

    private static async Task ReadErrorsAsync(Process process, JobState state)
    {
        try
        {
            var errors = await ProgramOutput.OpenAsync(process.StandardError.BaseStream, CancellationToken.None);
            await foreach (var line in OutputLines.ReadAsync(errors, CancellationToken.None))
                state.Report.Output("[stderr] " + ReportText.Printable(line));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // As above.
        }
    }

    // .NET would look for a relative program in the emulator's own folder.
    private static string Resolve(string program, string workFolder)
    {
        if (program.Length == 0) throw new WorkItemException("The command line names no program.");
        var path = program.Replace('\\', Path.DirectorySeparatorChar);
        var found = path.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Path.GetFullPath(path, workFolder)
            : ProgramSearch.InPath(path);
        return found is not null && (File.Exists(found) || File.Exists(found + ".exe"))
            ? found
            : throw new WorkItemException($"Application {ReportText.Printable(program)} was not found.");
    }
}
