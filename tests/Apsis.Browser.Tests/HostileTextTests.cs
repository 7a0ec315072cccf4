using Microsoft.Playwright;

namespace Apsis.Browser.Tests;

public sealed class HostileTextTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Hostile = "</title></style>\"'><img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;";

    [Fact]
    public async Task Text_of_an_app_is_shown_as_it_is_and_never_run()
    {
        var page = await OpenConsentAsync(changes: [("client_id", Hostile), ("scope", "data:read:" + Hostile.Replace(' ', '_')), ("state", Hostile)]);
        (await page.InnerTextAsync("h1")).ShouldBe($"Allow {Hostile} to act for you?");
        (await page.InnerTextAsync("li")).ShouldContain("data:read:" + Hostile.Replace(' ', '_'));
        (await page.Locator("img, body script").CountAsync()).ShouldBe(0);

        await Button(page, "Allow").ClickAsync();
        await ShouldBeBackInTheAppAsync(page);
        App.Fields["state"].ShouldBe(Hostile);
        Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_posted_answer_brings_the_state_back_as_it_is()
    {
        var page = await OpenConsentAsync(changes: [("response_mode", "form_post"), ("state", Hostile)]);
        await Button(page, "Allow").ClickAsync();
        await ShouldBeBackInTheAppAsync(page);
        App.Fields["state"].ShouldBe(Hostile);
        Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_shows_what_was_refused_as_text()
    {
        var page = await OpenAsync();
        await page.GotoAsync(Link(("redirect_uri", "http://example.com/" + Hostile)));
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain(Hostile);
        Complaints.ShouldAllBe(complaint => complaint.Contains("400"));
    }
}
