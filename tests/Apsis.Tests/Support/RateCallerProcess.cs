using System.Diagnostics;
using System.Globalization;

namespace Apsis.Tests.Support;

/// <summary>The program of <c>tests/RateCaller</c>: it makes calls for a while, in a process of its own.</summary>
internal sealed class RateCallerProcess : IDisposable
{
    private readonly Process _process;

    private RateCallerProcess(Process process) => _process = process;

    /// <summary>Starts it; it waits for <see cref="Go"/>.</summary>
    public static async Task<RateCallerProcess> StartAsync(Uri service, string rateFolder, TimeSpan duration, CancellationToken cancellationToken)
    {
        var seconds = duration.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Apsis.RateCaller.dll"), seconds])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["APS_CLIENT_ID"] = "client-a",
                ["APS_CLIENT_SECRET"] = "secret-a",
                ["APS_BASE_URL"] = service.AbsoluteUri,
                ["APS_RATE_FOLDER"] = rateFolder,
            },
        };
        var program = new RateCallerProcess(Process.Start(start)!);
        (await program._process.StandardOutput.ReadLineAsync(cancellationToken)).ShouldBe("ready");
        return program;
    }

    public void Go() => _process.StandardInput.WriteLine();

    /// <summary>Waits for its end.</summary>
    /// <returns>The calls that were answered, and those of the first half of its time.</returns>
    public async Task<(int All, int FirstHalf)> EndAsync(CancellationToken cancellationToken)
    {
        var words = (await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? "").Split(' ');
        await _process.WaitForExitAsync(cancellationToken);
        _process.ExitCode.ShouldBe(0);
        words[0].ShouldBe("answered");
        return (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
