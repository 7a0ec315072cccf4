using Microsoft.Playwright;

namespace Apsis.Browser.Tests;

public sealed class ContrastTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_text_is_readable(ColorScheme colors)
    {
        var page = await OpenAsync(colors);
        await page.GotoAsync(Link());
        await Contrast.ShouldBeReadableAsync(page);
        await Button(page, "Sign in").ClickAsync();
        await Assertions.Expect(Button(page, "Allow")).ToBeVisibleAsync();
        await Contrast.ShouldBeReadableAsync(page);
        await page.GotoAsync(Link(("client_id", "")));
        await Contrast.ShouldBeReadableAsync(page);
    }

    [Fact]
    public async Task Dark_is_dark_and_light_is_light()
    {
        (await BackgroundAsync(ColorScheme.Dark)).ShouldBe("rgb(16, 20, 24)");
        (await BackgroundAsync(ColorScheme.Light)).ShouldBe("rgb(244, 246, 248)");
    }

    [Fact]
    public async Task A_narrow_window_needs_no_scrolling_sideways()
    {
        var page = await OpenConsentAsync(changes: [("client_id", new string('w', 300))]);
        await page.SetViewportSizeAsync(320, 640);
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(320);
    }

    private async Task<string> BackgroundAsync(ColorScheme colors)
    {
        var page = await OpenAsync(colors);
        await page.GotoAsync(Link());
        return await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
    }
}
