using System.Net;
using Apsis.Emulator.Tests.Shapes;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Isolation;

/// <summary>A receiver gets the alias that is shared with it, and nothing else.</summary>
public sealed class SharingTests
{
    [Theory]
    [InlineData("appbundles", "client-b")]
    [InlineData("activities", "client-b")]
    [InlineData("appbundles", "TheOther")]
    [InlineData("activities", "TheOther")]
    public async Task A_receiver_reads_the_shared_alias_and_no_third_app_does(string kind, string receiver)
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.Other.DoAsync($"PATCH {Da}/forgeapps/me", new { nickname = "TheOther" });
        await world.DefineWithAliasAsync(kind, receiver);
        await world.Owner.DoAsync($"POST {Da}/{kind}/Plot/aliases", new { id = "own", version = 1 });
        var third = await world.AppAsync("client-c", Scopes);

        (await ListAsync(world.Other, kind)).ShouldBe(["client-a.Plot+prod"]);
        (await ListAsync(third, kind)).ShouldBeEmpty();
        await ShouldAnswerAsync(world.Other, $"GET {Da}/{kind}/client-a.Plot+prod", HttpStatusCode.OK);
        await ShouldAnswerAsync(third, $"GET {Da}/{kind}/client-a.Plot+prod", HttpStatusCode.NotFound);
        foreach (var alias in (string[])["own", "$LATEST"])
            await ShouldAnswerAsync(world.Other, $"GET {Da}/{kind}/client-a.Plot+{alias}", HttpStatusCode.NotFound);
        // Reading is all: versions and aliases stay the owner's.
        foreach (var line in (string[])[$"GET {Da}/{kind}/Plot/versions", $"GET {Da}/{kind}/Plot/aliases/prod", $"DELETE {Da}/{kind}/Plot", $"DELETE {Da}/{kind}/Plot/versions/1"])
            await ShouldAnswerAsync(world.Other, line, HttpStatusCode.NotFound);
        (await world.Other.DoAsync($"GET {Da}/shares"))["data"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_share_that_is_taken_back_gives_nothing_any_more()
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.DefineWithAliasAsync("activities", OtherId);
        await world.Other.DoAsync($"POST {Da}/workitems", new { activityId = "client-a.Plot+prod" });
        await world.Owner.DoAsync($"PATCH {Da}/activities/Plot/aliases/prod", new { receiver = "client-c" });

        await ShouldAnswerAsync(world.Other, $"GET {Da}/activities/client-a.Plot+prod", HttpStatusCode.NotFound);
        await ShouldAnswerAsync(world.Other, $"POST {Da}/workitems", HttpStatusCode.BadRequest, new { activityId = "client-a.Plot+prod" });
    }

    [Fact]
    public async Task A_shared_Activity_runs_with_its_owners_AppBundles_which_stay_hidden()
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.PackageAsync();
        await world.Owner.DoAsync($"POST {Da}/activities", new
        {
            id = "Plot", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe", appbundles = Enumerable.Repeat("client-a.Plot+prod", 1),
        });
        await world.Owner.DoAsync($"POST {Da}/activities/Plot/aliases", new { id = "prod", version = 1, receiver = OtherId });

        var id = Text(await world.Other.DoAsync($"POST {Da}/workitems", new { activityId = "client-a.Plot+prod" }), "id");
        await ShouldAnswerAsync(world.Other, $"GET {Da}/appbundles/client-a.Plot+prod", HttpStatusCode.NotFound);
        await ShouldAnswerAsync(world.Other, $"POST {Da}/activities", HttpStatusCode.BadRequest, new
        {
            id = "Mine", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe", appbundles = Enumerable.Repeat("client-a.Plot+prod", 1),
        });
        // The WorkItem is the other's, though the Activity is not.
        await ShouldAnswerAsync(world.Owner, $"GET {Da}/workitems/{id}", HttpStatusCode.NotFound);
        (await world.Owner.DoAsync($"GET {Da}/workitems?startAfterTime={DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds()}"))["data"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task One_app_has_as_many_public_aliases_as_its_limit_of_both_kinds_together()
    {
        await using var world = await ShapeWorld.StartAsync(options => options.Automation.PublicAliasLimit = 1);
        await world.DefineWithAliasAsync("activities", "everyone");
        await world.AppBundleAsync();
        await ShouldAnswerAsync(world.Owner, $"POST {Da}/appbundles/Plot/aliases", HttpStatusCode.Forbidden, new { id = "prod", version = 1, receiver = "everyone" });
        // Another app's is not counted.
        await world.Other.DoAsync($"POST {Da}/appbundles", new { id = "Plot", engine = Engine });
        await ShouldAnswerAsync(world.Other, $"POST {Da}/appbundles/Plot/aliases", HttpStatusCode.OK, new { id = "prod", version = 1, receiver = "everyone" });
    }

    [Fact]
    public async Task Names_that_differ_in_case_are_different_receivers()
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.DefineWithAliasAsync("activities", "client-b");
        var loud = await world.AppAsync("CLIENT-B", Scopes);
        await ShouldAnswerAsync(loud, $"GET {Da}/activities/client-a.Plot+prod", HttpStatusCode.NotFound);
        (await ListAsync(loud, "activities")).ShouldBeEmpty();
        await ShouldAnswerAsync(world.Other, $"GET {Da}/activities/client-a.Plot+prod", HttpStatusCode.OK);
    }

    private static async Task<IEnumerable<string>> ListAsync(Caller caller, string kind) =>
        (await caller.DoAsync($"GET {Da}/{kind}"))["data"]!.AsArray().Select(id => id!.GetValue<string>()).Where(id => id != Nop);

    private static async Task ShouldAnswerAsync(Caller caller, string line, HttpStatusCode expected, object? body = null)
    {
        using var answer = await caller.AskAsync(line, body);
        answer.StatusCode.ShouldBe(expected, line);
    }
}
