using System.ComponentModel;
using System.Diagnostics;
using Apsis.Cli.Output;

namespace Apsis.Cli.Deploy;

/// <summary>Runs the build command of a manifest: without a shell, in its folder; what it prints is shown when it fails.</summary>
internal static class BuildStep
{
    private const int LinesShown = 100;

    /// <exception cref="UsageException">It can not be started, or ends with an exit code other than 0.</exception>
    public static async Task RunAsync(AppFolder folder, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var shown = string.Join(' ', command);
        var output = new Queue<string>();
        using var process = Start(folder, command, shown);
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode == 0)
            return;

        lock (output)
            throw new UsageException($"The build of {folder.Path} failed: '{shown}' ended with {process.ExitCode}.{Environment.NewLine}{SafeText.Lines(string.Join('\n', output))}");
    }

    private static Process Start(AppFolder folder, IReadOnlyList<string> command, string shown)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // A build needs no secret of the service, and build servers that it leaves behind would hold its output open.
        start.Environment.Remove("APS_CLIENT_SECRET");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            throw new UsageException($"The build command '{shown}' of {System.IO.Path.Combine(folder.Path, AppManifest.FileName)} can not be started: {error.Message}", error);
        }
    }

    private static void Keep(Queue<string> output, string? line)
    {
        if (line is null)
            return;

        lock (output)
        {
            output.Enqueue(line);
            if (output.Count > LinesShown)
                output.Dequeue();
        }
    }
}
