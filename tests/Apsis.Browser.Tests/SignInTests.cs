using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Apsis.Browser.Tests;

public sealed class SignInTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_user_signs_in_allows_and_the_app_gets_a_code_that_works()
    {
        var page = await OpenAsync();
        await page.GotoAsync(Link());
        await page.GetByRole(AriaRole.Radio, new() { Name = "Charles Babbage" }).CheckAsync();
        await Button(page, "Sign in").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Allow my-app to act for you?");
        await Assertions.Expect(page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByText("Charles Babbage")).ToBeVisibleAsync();
        await Button(page, "Allow").ClickAsync();
        await ShouldBeBackInTheAppAsync(page);

        App.Fields["state"].ShouldBe("s 1");
        (await RedeemAsync(App.Fields["code"]))["access_token"].ShouldNotBeNull();
        Complaints.ShouldBeEmpty();
        Hosts.ShouldBe([Emulator.BaseAddress.Authority, new Uri(App.Url).Authority], ignoreOrder: true);
    }

    [Fact]
    public async Task A_user_denies()
    {
        var page = await OpenConsentAsync();
        await Button(page, "Deny").ClickAsync();
        await ShouldBeBackInTheAppAsync(page);
        App.Fields["error"].ShouldBe("access_denied");
        App.Fields["state"].ShouldBe("s 1");
        App.Fields.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task The_second_app_needs_no_second_sign_in_and_somebody_else_can_take_over()
    {
        var page = await OpenConsentAsync();
        await page.GotoAsync(Link(("client_id", "another-app")));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Allow another-app to act for you?");
        await page.GetByRole(AriaRole.Link, new() { Name = "Somebody else?" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Charles Babbage" }).CheckAsync();
        await Button(page, "Sign in").ClickAsync();
        await Assertions.Expect(page.GetByText("Charles Babbage")).ToBeVisibleAsync();

        await page.GotoAsync(Emulator.BaseAddress + "authentication/v2/logout");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("You are signed out");
        await page.GotoAsync(Link());
        await Assertions.Expect(Button(page, "Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_keyboard_is_enough_and_the_focus_is_seen()
    {
        var page = await OpenAsync();
        await page.GotoAsync(Link());
        await page.Keyboard.PressAsync("Tab");
        (await FocusAsync(page)).ShouldStartWith("radio");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        (await FocusAsync(page)).ShouldBe("Sign in solid 3px");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Charles Babbage")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Tab");
        (await FocusAsync(page)).ShouldBe("Somebody else? solid 3px");
        await page.Keyboard.PressAsync("Tab");
        (await FocusAsync(page)).ShouldBe("Allow solid 3px");
        await page.Keyboard.PressAsync("Tab");
        (await FocusAsync(page)).ShouldBe("Deny solid 3px");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Enter");
        await ShouldBeBackInTheAppAsync(page);
        App.Fields.ShouldContainKey("code");
    }

    [Fact]
    public async Task An_answer_that_is_posted_goes_by_itself()
    {
        var page = await OpenConsentAsync(changes: [("response_mode", "form_post")]);
        await Button(page, "Allow").ClickAsync();
        await ShouldBeBackInTheAppAsync(page);
        App.Fields["code"].Length.ShouldBe(40);
        App.Fields["state"].ShouldBe("s 1");
        Complaints.ShouldBeEmpty();
    }

    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>(
        """
        () => {
          const element = document.activeElement;
          const style = getComputedStyle(element);
          return `${element.innerText || element.type} ${style.outlineStyle} ${style.outlineWidth}`;
        }
        """);

    private async Task<JsonNode> RedeemAsync(string code)
    {
        using var client = new HttpClient { BaseAddress = Emulator.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("my-app:secret")));
        using var content = new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", App.Url)]);
        using var response = await client.PostAsync("/authentication/v2/token", content, Cancellation);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
    }
}
