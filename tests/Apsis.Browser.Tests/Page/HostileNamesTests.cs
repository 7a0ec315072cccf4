using Microsoft.Playwright;

namespace Apsis.Browser.Tests.Page;

public sealed class HostileNamesTests(Chromium chromium) : PageTest(chromium)
{
    private const string Hostile = "</td></pre></title>\"'><img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;";

    [Fact]
    public async Task Names_and_reports_are_shown_as_they_are_and_never_run()
    {
        var page = await OpenPageAsync();
        using var app = await AppAsync(Hostile);
        await PostAsync(app, "/oss/v2/buckets", new { bucketKey = "drawings", policyKey = "transient" });
        await PutAsync(app, "drawings", Hostile, [1]);
        using var odd = await app.GetAsync("/nothing/" + Uri.EscapeDataString(Hostile) + "?limit=" + Uri.EscapeDataString(Hostile), Cancellation);
        using var mine = await AppAsync();
        var id = await SubmitAsync(mine, await ActivityAsync(mine, "Echo", $"cat <<'END'\n{Hostile}\nEND"));
        await Emulator.WaitForWorkItemAsync(id, Cancellation);

        // Once as it is put in place, and once as it is loaded.
        await Assertions.Expect(page.Locator("#b-drawings")).ToContainTextAsync(Hostile);
        await ShouldBeHarmlessAsync(page);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#requests")).ToContainTextAsync(Hostile[..20]);
        await ShouldBeHarmlessAsync(page);
        await page.Locator("#bl-drawings").ClickAsync();
        await Assertions.Expect(page.Locator("#objects td bdi").First).ToHaveTextAsync(Hostile);
        await ShouldBeHarmlessAsync(page);
        await page.GotoAsync($"{Emulator.BaseAddress}_apsis/workitems/{id}");
        await Assertions.Expect(page.Locator("#report")).ToContainTextAsync(Hostile);
        await ShouldBeHarmlessAsync(page);

        Complaints.ShouldBeEmpty();
        Hosts.ShouldBeSubsetOf([Emulator.BaseAddress.Authority, "data"]);
    }

    private static async Task ShouldBeHarmlessAsync(IPage page) => (await page.Locator("img, body script, b").CountAsync()).ShouldBe(0);
}
