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
