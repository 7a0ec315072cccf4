namespace Apsis.Foreign.Tests;

/// <summary>The npm package <c>@aps_sdk/authentication</c>.</summary>
public sealed class AuthenticationPackageTests : ForeignClientTest
{
    [Fact]
    public async Task It_gets_refreshes_and_revokes_tokens_with_and_without_a_user()
    {
        var answer = await RunAsync("authentication.cjs");

        var twoLegged = answer["twoLegged"]!;
        twoLegged["type"]!.GetValue<string>().ShouldBe("Bearer");
        twoLegged["expiresIn"]!.GetValue<int>().ShouldBe(3599);
        twoLegged["introspected"]!["active"]!.GetValue<bool>().ShouldBeTrue();
        twoLegged["introspected"]!["scope"]!.GetValue<string>().ShouldBe("data:read code:all");
        twoLegged["wrongSecret"]!.GetValue<int>().ShouldBe(401);

        var threeLegged = answer["threeLegged"]!;
        threeLegged["state"]!.GetValue<string>().ShouldBe("some state");
        threeLegged["hasIdToken"]!.GetValue<bool>().ShouldBeTrue();
        threeLegged["email"]!.GetValue<string>().ShouldBe("ada@example.com");
        threeLegged["isNewRefreshToken"]!.GetValue<bool>().ShouldBeTrue();
        threeLegged["introspected"]!["scope"]!.GetValue<string>().ShouldBe("data:read");
        ShouldBe(threeLegged["revoked"], """{"active": false}""");
        threeLegged["usedTwice"]!.GetValue<int>().ShouldBe(400);

        answer["discovery"]!["keyType"]!.GetValue<string>().ShouldBe("RSA");
        answer["discovery"]!["tokenEndpoint"]!.GetValue<string>().ShouldBe(Settings["APS_BASE_URL"] + "/authentication/v2/token");
    }
}
