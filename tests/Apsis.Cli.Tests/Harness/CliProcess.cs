using System.Diagnostics;
using System.Text;

namespace Apsis.Cli.Tests.Harness;

/// <summary>The command as a process of its own, with an environment that names nothing of APS.</summary>
public sealed class CliProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private CliProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => Read(_output);

    public string Error => Read(_error);

    public int Id => _process.Id;

    public static CliProcess Start(IReadOnlyDictionary<string, string> variables, params string[] args) =>
        StartProgram("Apsis.Cli.dll", variables, Environment.CurrentDirectory, args);

    /// <summary>Another program that lies beside the tests.</summary>
    public static CliProcess StartProgram(string assembly, IReadOnlyDictionary<string, string> variables, string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("APS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return new CliProcess(Process.Start(start)!);
    }

    public async Task<CliResult> EndAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The command did not end.\n{Output}\n{Error}");
        }

        return new CliResult(_process.ExitCode, Output, Error);
    }

    public async Task SignalAsync(string signal, CancellationToken cancellationToken) => (await TrySignalAsync(signal, cancellationToken)).ShouldBeTrue();

    /// <summary>False when it has ended at that moment.</summary>
    public async Task<bool> TrySignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        return kill.ExitCode == 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static void Keep(StringBuilder kept, string? line)
    {
        lock (kept)
            kept.Append(line).Append(line is null ? "" : "\n");
    }

    private static string Read(StringBuilder kept)
    {
        lock (kept)
            return kept.ToString();
    }
}
