using Apsis.Emulator;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;

namespace Apsis.Browser.Tests;

/// <summary>An emulator, an app that waits for its answer, and a browser between them.</summary>
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    private ApsEmulator? _emulator;
    private CallbackServer? _app;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected ApsEmulator Emulator => _emulator!;

    protected CallbackServer App => _app!;

    /// <summary>What the browser's console said: blocked content, script errors.</summary>
    protected List<string> Complaints { get; } = [];

    /// <summary>The hosts that the browser asked for anything.</summary>
    protected HashSet<string> Hosts { get; } = [];

    public virtual async ValueTask InitializeAsync()
    {
        var options = new ApsEmulatorOptions();
        options.Authentication.Users.Add(new EmulatorUser("charles@example.com", "Charles", "Babbage"));
        Configure(options);
        _emulator = await ApsEmulator.StartAsync(options, Cancellation);
        _app = await CallbackServer.StartAsync(Cancellation);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (_emulator is not null) await _emulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual void Configure(ApsEmulatorOptions options)
    {
    }

    protected async Task<IPage> OpenAsync(ColorScheme colors = ColorScheme.Light)
    {
        var page = await chromium.OpenAsync(colors);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Dialog += (_, dialog) => Complaints.Add("dialog: " + dialog.Message);
        page.Request += (_, request) => Hosts.Add(new Uri(request.Url).Scheme is "data" ? "data" : new Uri(request.Url).Authority);
        return page;
    }

    /// <summary>The link that an app shows.</summary>
    protected string Link(params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string?>
        {
            ["client_id"] = "my-app",
            ["response_type"] = "code",
            ["redirect_uri"] = App.Url,
            ["scope"] = "data:read code:all",
            ["state"] = "s 1",
        };
        foreach (var (name, value) in changes) fields[name] = value;
        return QueryHelpers.AddQueryString(Emulator.BaseAddress + "authentication/v2/authorize", fields);
    }

    protected async Task<IPage> OpenConsentAsync(ColorScheme colors = ColorScheme.Light, params (string Name, string Value)[] changes)
    {
        var page = await OpenAsync(colors);
        await page.GotoAsync(Link(changes));
        await Button(page, "Sign in").ClickAsync();
        await Assertions.Expect(Button(page, "Allow")).ToBeVisibleAsync();
        return page;
    }

    protected static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    protected static Task ShouldBeBackInTheAppAsync(IPage page) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Back in the app");
}
