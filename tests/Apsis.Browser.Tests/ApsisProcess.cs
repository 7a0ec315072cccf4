using System.Diagnostics;

namespace Apsis.Browser.Tests;

/// <summary>The command as a process of its own, at an emulator, with a file for its tokens.</summary>
internal sealed class ApsisProcess(Uri service, string tokenFile)
{
    public Running Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Apsis.Cli.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("APS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["APS_BASE_URL"] = service.AbsoluteUri;
        start.Environment["APS_TOKEN_FILE"] = tokenFile;
        return new Running(Process.Start(start)!);
    }

    public async Task<(int ExitCode, string Output)> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        await using var running = Start(args);
        return await running.EndAsync(cancellationToken);
    }

    /// <summary>One that has been started. It does not outlive its test.</summary>
    internal sealed class Running(Process process) : IAsyncDisposable
    {
        /// <summary>The address that it wants to be opened.</summary>
        public async Task<string> AddressAsync(CancellationToken cancellationToken)
        {
            var line = await process.StandardError.ReadLineAsync(cancellationToken) ?? "";
            var start = line.IndexOf("http", StringComparison.Ordinal);
            return start >= 0 ? line[start..] : throw new InvalidOperationException($"It shows no address, but: {line}");
        }

        public async Task<(int ExitCode, string Output)> EndAsync(CancellationToken cancellationToken)
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output + await error);
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }
}
