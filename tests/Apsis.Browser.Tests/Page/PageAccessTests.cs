using Microsoft.Playwright;

namespace Apsis.Browser.Tests.Page;

public sealed class PageAccessTests(Chromium chromium) : PageTest(chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, "rgb(244, 246, 248)")]
    [InlineData(ColorScheme.Dark, "rgb(16, 20, 24)")]
    public async Task Every_text_is_readable_in_light_and_in_dark(ColorScheme colors, string background)
    {
        using var app = await AppAsync();
        var good = await SubmitAsync(app, await ActivityAsync(app, "Good", "true"));
        var bad = await SubmitAsync(app, await ActivityAsync(app, "Bad", "exit 1"));
        await Emulator.WaitForWorkItemAsync(good, Cancellation);
        await Emulator.WaitForWorkItemAsync(bad, Cancellation);
        var running = await SubmitAsync(app, await ActivityAsync(app, "Slow", WaitAt("slow")));
        var waiting = await SubmitAsync(app, "me.Slow+prod");
        await PostAsync(app, "/oss/v2/buckets", new { bucketKey = "my-plans", policyKey = "transient" });
        using var nothing = await app.GetAsync("/nothing", Cancellation);

        var page = await OpenPageAsync(colors);
        await Assertions.Expect(StateOf(page, running)).ToHaveTextAsync("running");
        await Assertions.Expect(StateOf(page, waiting)).ToHaveTextAsync("queued");
        (await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).ShouldBe(background);
        await Contrast.ShouldBeReadableAsync(page);
        await page.Locator($"#wl-{bad}").ClickAsync();
        await Assertions.Expect(page.Locator("#report")).ToBeVisibleAsync();
        await Contrast.ShouldBeReadableAsync(page);
        Open("slow");
    }

    [Fact]
    public async Task The_keyboard_reaches_the_report_and_keeps_its_place_while_the_page_changes()
    {
        using var app = await AppAsync();
        var id = await SubmitAsync(app, await ActivityAsync(app, "Slow", $"echo hello; {WaitAt("slow")}"));
        var page = await OpenPageAsync();
        await Assertions.Expect(StateOf(page, id)).ToHaveTextAsync("running");
        await TabToAsync(page, $"wl-{id}");
        (await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle")).ShouldBe("solid");

        // A newer WorkItem comes in above.
        var newer = await SubmitAsync(app, "me.Slow+prod");
        await Assertions.Expect(StateOf(page, newer)).ToHaveTextAsync("queued");
        (await FocusedAsync(page)).ShouldBe($"wl-{id}");

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#report")).ToContainTextAsync("hello");
        await TabToAsync(page, "report");
        Open("slow");
    }

    [Fact]
    public async Task A_narrow_window_needs_no_scrolling_sideways()
    {
        using var app = await AppAsync(new string('w', 300));
        await PostAsync(app, "/oss/v2/buckets", new { bucketKey = new string('b', 128), policyKey = "transient" });
        var page = await OpenPageAsync();
        await page.SetViewportSizeAsync(320, 640);
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(320);
    }

    private static async Task TabToAsync(IPage page, string id)
    {
        for (var i = 0; i < 100 && await FocusedAsync(page) != id; i++) await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).ShouldBe(id);
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.id");
}
