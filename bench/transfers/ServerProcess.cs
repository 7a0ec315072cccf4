using System.Diagnostics;
using System.Globalization;

namespace Apsis.Bench.Transfers;

/// <summary>A server in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri aps, Uri bare)
    {
        _process = process;
        Aps = aps;
        Bare = bare;
    }

    public Uri Aps { get; }

    public Uri Bare { get; }

    public static async Task<ServerProcess> StartAsync(bool shaped)
    {
        var start = Self.Start(shaped ? ["serve", "shaped"] : ["serve"]);
        start.RedirectStandardInput = true;
        var process = Process.Start(start)!;
        var words = (await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.")).Split(' ');
        return new ServerProcess(process, new Uri(words[0]), new Uri(words[1]));
    }

    /// <summary>What it has used of the processors.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Requests so far: to the API, and to the storage.</summary>
    public async Task<(int Api, int Storage)> CountAsync()
    {
        await _process.StandardInput.WriteLineAsync("count");
        await _process.StandardInput.FlushAsync();
        var words = (await _process.StandardOutput.ReadLineAsync())!.Split(' ');
        return (int.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
