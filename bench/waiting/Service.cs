using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Apsis.Emulator;

namespace Apsis.Bench.Waiting;

/// <summary>The emulator with the service's limits and simulated engines, in a process of its own; it ends with its input.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();

    private Service(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<int> RunAsync(CompressedClock clock)
    {
        var options = new ApsEmulatorOptions { TimeProvider = clock, RateLimits = new RateLimits() };
        // The service's own capacity is not what is measured.
        options.Automation.MaxParallelWorkItems = 50_000;
        options.Automation.CallbackTimeout = TimeSpan.FromHours(1);
        options.Observation.MaxEvents = 1;
        options.Observation.MaxRequests = 1;
        await using var emulator = await ApsEmulator.StartAsync(options);
        Console.WriteLine(emulator.BaseAddress.AbsoluteUri);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public static async Task<Service> StartAsync(CompressedClock clock)
    {
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] arguments = ["serve", clock.Begun.Ticks.ToString(CultureInfo.InvariantCulture), clock.Scale.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. isHost ? [typeof(Service).Assembly.Location] : Array.Empty<string>(), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The service did not start.");
        return new Service(process, new Uri(address));
    }

    /// <summary>The calls of Design Automation that the service has counted, and those of them that it refused with 429.</summary>
    public async Task<(long Calls, long Refused)> CountAsync()
    {
        using var usage = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Address, "/_apsis/usage")));
        var families = usage.RootElement.GetProperty("usage").EnumerateArray()
            .Where(family => family.GetProperty("family").GetString()!.StartsWith("da", StringComparison.Ordinal)).ToList();
        return (families.Sum(family => family.GetProperty("calls").GetInt64()), families.Sum(family => family.GetProperty("refused").GetInt64()));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
