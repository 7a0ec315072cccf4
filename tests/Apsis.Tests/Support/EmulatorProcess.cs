using System.Diagnostics;

namespace Apsis.Tests.Support;

/// <summary>The emulator in a process of its own, which can be killed.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    private readonly Process _process;

    private EmulatorProcess(Process process, Uri baseUrl)
    {
        _process = process;
        BaseUrl = baseUrl;
    }

    public Uri BaseUrl { get; }

    public static async Task<EmulatorProcess> StartAsync(string dataDirectory)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Apsis.Cli.dll"), "emulator", "--port", "0", "--data", dataDirectory },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();

        try
        {
            return new EmulatorProcess(process, await AddressAsync(process));
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var word = line.Split(' ', ',').FirstOrDefault(part => part.StartsWith("http://127.0.0.1:", StringComparison.Ordinal));
            if (word is null)
                continue;

            // A pipe that nobody reads would stop it.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new Uri(word);
        }

        throw new InvalidOperationException($"The emulator did not start: exit code {process.ExitCode}.");
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
