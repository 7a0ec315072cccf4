using System.Net;
using Apsis.Emulator.Tests.Shapes;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Isolation;

/// <summary>A name in an id stands for one app only.</summary>
public sealed class NicknameTests
{
    [Theory]
    [InlineData("Tester")]
    [InlineData("tester")]
    public async Task A_nickname_is_given_once_in_whatever_case(string nickname)
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.Owner.DoAsync($"PATCH {Da}/forgeapps/me", new { nickname = "Tester" });
        await ShouldBeTakenAsync(world.Other, nickname);
    }

    [Fact]
    public async Task The_client_id_of_an_app_that_has_something_is_nobodys_nickname()
    {
        await using var world = await ShapeWorld.StartAsync();
        var plain = await world.AppAsync("plainclient", Scopes);
        await plain.DoAsync($"POST {Da}/activities", new { id = "Plot", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
        await ShouldBeTakenAsync(world.Other, "plainclient");
        await ShouldBeTakenAsync(world.Other, "PlainClient");
    }

    [Theory]
    [InlineData("bucket")]
    [InlineData("workitem")]
    public async Task The_client_id_of_an_app_with_a_bucket_or_a_WorkItem_is_nobodys_nickname(string what)
    {
        await using var world = await ShapeWorld.StartAsync();
        var plain = await world.AppAsync("plainclient", Scopes);
        await (what == "bucket"
            ? plain.DoAsync("POST /oss/v2/buckets", new { bucketKey = "plain-bucket", policyKey = "transient" })
            : plain.DoAsync($"POST {Da}/workitems", new { activityId = "Autodesk.Nop+Latest" }));
        await ShouldBeTakenAsync(world.Other, "plainclient");
        await ShouldBeTakenAsync(world.Other, "PlainClient");
    }

    [Theory]
    [InlineData("activities")]
    [InlineData("appbundles")]
    public async Task An_app_whose_client_id_has_become_anothers_nickname_defines_nothing_until_it_has_one_itself(string kind)
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.Other.DoAsync($"PATCH {Da}/forgeapps/me", new { nickname = "lateclient" });
        var late = await world.AppAsync("lateclient", Scopes);
        var body = new { id = "Mine", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" };

        using (var refused = await late.AskAsync($"POST {Da}/{kind}", body))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("is the nickname of another app");
        }

        await late.DoAsync($"PATCH {Da}/forgeapps/me", new { nickname = "Latecomer" });
        (await late.DoAsync($"POST {Da}/{kind}", body))["id"]!.GetValue<string>().ShouldBe("Latecomer.Mine");
        (await world.Other.DoAsync($"POST {Da}/{kind}", body))["id"]!.GetValue<string>().ShouldBe("lateclient.Mine");
        (await late.DoAsync($"GET {Da}/{kind}/Latecomer.Mine+$LATEST"))["id"]!.GetValue<string>().ShouldBe("Latecomer.Mine+$LATEST");
    }

    [Fact]
    public async Task What_is_shared_with_a_nickname_is_not_shared_with_the_app_of_that_client_id()
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.Other.DoAsync($"PATCH {Da}/forgeapps/me", new { nickname = "lateclient" });
        await world.DefineWithAliasAsync("activities");
        await world.Owner.DoAsync($"PATCH {Da}/activities/Plot/aliases/prod", new { receiver = "lateclient" });
        var late = await world.AppAsync("lateclient", Scopes);

        await world.Other.DoAsync($"GET {Da}/activities/{OwnerId}.Plot+prod");
        using var refused = await late.AskAsync($"GET {Da}/activities/{OwnerId}.Plot+prod");
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await late.DoAsync($"GET {Da}/activities"))["data"]!.ToJsonString().ShouldNotContain("Plot");
    }

    [Fact]
    public async Task The_client_id_of_a_registered_app_is_nobodys_nickname()
    {
        await using var world = await ShapeWorld.StartAsync(options =>
        {
            foreach (var id in (string[])[OwnerId, OtherId, "plainclient"]) options.Clients.Add(new EmulatorClient(id, $"secret-of-{id}"));
        });
        await ShouldBeTakenAsync(world.Other, "plainclient");
        // Its own is a name like any other.
        await (await world.AppAsync("plainclient", Scopes)).DoAsync($"PATCH {Da}/forgeapps/me", new { nickname = "plainclient" });
    }

    [Fact]
    public async Task A_nickname_that_was_deleted_does_not_bring_back_what_was_its_own()
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.Owner.DoAsync($"PATCH {Da}/forgeapps/me", new { nickname = "Tester" });
        await world.DefineWithAliasAsync("activities");
        await world.Owner.DoAsync($"DELETE {Da}/forgeapps/me");
        await world.Other.DoAsync($"PATCH {Da}/forgeapps/me", new { nickname = "Tester" });

        using var gone = await world.Other.AskAsync($"GET {Da}/activities/Tester.Plot+prod");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var mine = await world.Owner.AskAsync($"GET {Da}/activities/Tester.Plot+prod");
        mine.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task ShouldBeTakenAsync(Caller caller, string nickname)
    {
        using var answer = await caller.AskAsync($"PATCH {Da}/forgeapps/me", new { nickname });
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }
}
