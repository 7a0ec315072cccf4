using Apsis.Browser.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Apsis.Browser.Tests;

/// <summary>The system's Chromium, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string DefaultPath = "/usr/bin/chromium";

    // Generous: other tests may use the same processors.
    private const float TimeLimit = 60_000;

    // No sandbox, because tests may run as root; nothing but the emulator and the test's own server is visited.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("CHROMIUM") ?? DefaultPath;
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no Chromium at {path}. Install it, or set CHROMIUM to its path.");
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(TimeLimit);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments, Timeout = TimeLimit });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A window with cookies of its own.</summary>
    public async Task<IPage> OpenAsync(ColorScheme colors = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new() { ColorScheme = colors });
        context.SetDefaultTimeout(TimeLimit);
        return await context.NewPageAsync();
    }
}
