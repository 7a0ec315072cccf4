using Microsoft.Playwright;

namespace Apsis.Browser.Tests.Page;

public sealed class LivePageTests(Chromium chromium) : PageTest(chromium)
{
    [Fact]
    public async Task A_WorkItem_is_seen_in_each_of_its_phases_without_a_reload()
    {
        await using var files = await HeldServer.StartAsync(Cancellation);
        var page = await OpenPageAsync();
        await Assertions.Expect(page.Locator("#workitems")).ToContainTextAsync("apsis run");
        await page.EvaluateAsync("() => { window.isTheSame = true; }");

        using var app = await AppAsync();
        var first = await SubmitAsync(app, await ActivityAsync(app, "First", WaitAt("first")));
        await Assertions.Expect(StateOf(page, first)).ToHaveTextAsync("running");
        var activity = await ActivityAsync(app, "Second", $"cp in.txt out.txt; {WaitAt("second")}");
        var second = await SubmitAsync(app, activity, new { input = new { url = files.Url }, output = new { url = files.Url, verb = "put" } });
        await Assertions.Expect(StateOf(page, second)).ToHaveTextAsync("queued");
        Open("first");
        await Assertions.Expect(StateOf(page, second)).ToHaveTextAsync("downloading");
        await Assertions.Expect(StateOf(page, first)).ToHaveTextAsync("success");
        files.LetGetGo();
        await Assertions.Expect(StateOf(page, second)).ToHaveTextAsync("running");
        Open("second");
        await Assertions.Expect(StateOf(page, second)).ToHaveTextAsync("uploading");
        files.LetPutGo();
        await Assertions.Expect(StateOf(page, second)).ToHaveTextAsync("success");

        (await page.EvaluateAsync<bool>("() => window.isTheSame === true")).ShouldBeTrue();
        (await page.Locator($"#w-{second} rect").EvaluateAllAsync<string[]>("rects => rects.map(rect => rect.className.baseVal)"))
            .ShouldBe(["queued", "downloading", "running", "uploading"]);
        (await page.Locator($"#w-{second} svg").GetAttributeAsync("aria-label"))!.ShouldMatch(@"^queued .*, downloading .*, running .*, uploading \d");
        // The newest is on top.
        (await page.Locator("#workitems tbody tr").First.GetAttributeAsync("id")).ShouldBe($"w-{second}");
        Complaints.ShouldBeEmpty();
        Hosts.ShouldBeSubsetOf([Emulator.BaseAddress.Authority, "data"]);
    }

    [Fact]
    public async Task A_report_grows_while_its_program_runs()
    {
        using var app = await AppAsync();
        // The report begins with the script itself, so the script must not hold the lines as they are.
        var id = await SubmitAsync(app, await ActivityAsync(app, "Talk", $"printf 'the %s line\\n' first; {WaitAt("talk")}; printf 'the %s line\\n' second; exit 4"));
        var page = await OpenPageAsync();
        await page.Locator($"#wl-{id}").ClickAsync();
        await Assertions.Expect(page.Locator("#report")).ToContainTextAsync("the first line");
        await Assertions.Expect(page.Locator("#workitem h2 .state")).ToHaveTextAsync("running");
        (await page.Locator("#report").InnerTextAsync()).ShouldNotContain("the second line");

        Open("talk");
        await Assertions.Expect(page.Locator("#report")).ToContainTextAsync("the second line");
        await Assertions.Expect(page.Locator("#workitem h2 .state")).ToHaveTextAsync("failedInstructions");
        await Assertions.Expect(page.Locator("ol.phases li").Last).ToContainTextAsync("failedInstructions");
        Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Buckets_activities_and_requests_appear_by_themselves()
    {
        var page = await OpenPageAsync();
        using var app = await AppAsync();
        await Assertions.Expect(page.Locator("#requests")).ToContainTextAsync("/authentication/v2/token");
        await PostAsync(app, "/oss/v2/buckets", new { bucketKey = "my-plans", policyKey = "transient" });
        await Assertions.Expect(page.Locator("#b-my-plans")).ToContainTextAsync("transient");
        await ActivityAsync(app, "Draw", "true");
        await Assertions.Expect(page.Locator("#activities")).ToContainTextAsync("me.Draw");
        await PutAsync(app, "my-plans", "a/b.dwg", new byte[1234]);
        await Assertions.Expect(page.Locator("#b-my-plans")).ToContainTextAsync("1.2 kB");

        await page.Locator("#bl-my-plans").ClickAsync();
        await Assertions.Expect(page.Locator("#objects")).ToContainTextAsync("a/b.dwg");
    }

    [Fact]
    public async Task It_stands_still_while_it_is_paused()
    {
        var page = await OpenPageAsync();
        await Button(page, "Pause").ClickAsync();
        using var app = await AppAsync();
        await PostAsync(app, "/oss/v2/buckets", new { bucketKey = "my-plans", policyKey = "transient" });
        // What another page shows, this one does not.
        var other = await OpenPageAsync();
        await Assertions.Expect(other.Locator("#b-my-plans")).ToBeVisibleAsync();
        (await page.Locator("#b-my-plans").CountAsync()).ShouldBe(0);

        await Button(page, "Go on").ClickAsync();
        await Assertions.Expect(page.Locator("#b-my-plans")).ToBeVisibleAsync();
    }
}
