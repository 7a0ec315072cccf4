using System.Net;
using Apsis.Emulator.Tests.Shapes;
using Apsis.Emulator.Tests.Shapes.Recorded;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Isolation;

/// <summary>Several client ids live side by side and never see each other's things.</summary>
public sealed class IsolationTests
{
    // There is nothing of anybody's in their answers.
    private static readonly string[] OfTheService = ["GET /da/us-east/v3/engines", "GET /da/us-east/v3/engines/{id}", "GET /da/us-east/v3/health/{engine}/stats", "GET /userinfo"];

    public static TheoryData<string> Endpoints => [.. Attempt.All.Select(attempt => attempt.Endpoint)];

    public static TheoryData<string> UserEndpoints =>
        [.. ContractEndpoint.All.Where(endpoint => endpoint.Context == "any").Select(endpoint => endpoint.Name).Except(["GET /da/us-east/v3/workitems"])];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task An_app_with_nothing_of_its_own_sees_nothing_and_changes_nothing(string endpoint)
    {
        await using var world = await ShapeWorld.StartAsync();
        var attempt = Find(endpoint);
        await TryAsync(world, attempt, world.Other, attempt.Stranger);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task An_app_with_things_of_the_same_names_reaches_its_own_and_no_others(string endpoint)
    {
        await using var world = await ShapeWorld.StartAsync();
        var twin = await world.AppAsync("client-c", Scopes);
        foreach (var kind in (string[])["appbundles", "activities"])
        {
            await twin.DoAsync($"POST {Da}/{kind}", new { id = "Plot", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
            await twin.DoAsync($"POST {Da}/{kind}/Plot/aliases", new { id = "prod", version = 1 });
        }

        var attempt = Find(endpoint);
        await TryAsync(world, attempt, twin, attempt.Twin);
    }

    [Theory]
    [MemberData(nameof(UserEndpoints))]
    public async Task A_user_of_both_apps_sees_of_one_nothing_of_the_other(string endpoint)
    {
        await using var world = await ShapeWorld.StartAsync();
        // The same user, who has allowed both apps everything.
        await world.UserAsync();
        var attempt = Find(endpoint);
        await TryAsync(world, attempt, await world.UserAsync(OtherId, Scopes[..Scopes.IndexOf(" application:", StringComparison.Ordinal)]), attempt.Stranger);
    }

    [Fact]
    public void Every_endpoint_that_asks_for_a_token_is_tried() =>
        ContractEndpoint.All.Where(endpoint => endpoint.Context != "none").Select(endpoint => endpoint.Name)
            .Except(Attempt.All.Select(attempt => attempt.Endpoint)).ShouldBe(OfTheService, ignoreOrder: true);

    private static Attempt Find(string endpoint) => Attempt.All.Single(attempt => attempt.Endpoint == endpoint);

    private static async Task TryAsync(ShapeWorld world, Attempt attempt, Caller other, int expected)
    {
        var things = await OwnedThings.MakeAsync(world);
        var before = await things.DescribeAsync();
        before.ShouldContain(things.WorkItemId);
        before.ShouldContain(Content);

        var line = attempt.LineOf(things);
        using var answer = await other.AskAsync(line, attempt.Body?.Invoke(things));
        var told = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe((HttpStatusCode)expected, told);
        // What it says itself may come back to it.
        foreach (var secret in ((string[])[OwnerId, things.WorkItemId, things.UploadKey, "plan.dwg", "drawings", "\"limitProcessingTimeSec\":123,"]).Where(secret => !Says(attempt, things, line, secret)))
            told.ShouldNotContain(secret);

        (await things.DescribeAsync()).ShouldBe(before);
        await things.FinishUploadAsync();
    }

    private static bool Says(Attempt attempt, OwnedThings things, string line, string secret) =>
        line.Contains(secret, StringComparison.Ordinal)
        || attempt.Body is { } body && System.Text.Json.JsonSerializer.Serialize(body(things)).Contains(secret, StringComparison.Ordinal);
}
