using System.Net;
using System.Text.Json.Nodes;
using Apsis.Emulator.Tests.Shapes.Answers;
using Apsis.Emulator.Tests.Shapes.Recorded;

namespace Apsis.Emulator.Tests.Shapes;

/// <summary>Who is let through to each endpoint of the contract, and what the others are told.</summary>
public sealed class AccessTests
{
    public static TheoryData<string> Guarded => [.. ContractEndpoint.All.Where(endpoint => endpoint.Context != "none").Select(endpoint => endpoint.Name)];

    public static TheoryData<string> Scoped => [.. ContractEndpoint.All.Where(endpoint => endpoint.Scopes.Count > 0).Select(endpoint => endpoint.Name)];

    public static TheoryData<string> Open => [.. ContractEndpoint.All.Where(endpoint => endpoint.Context == "none").Select(endpoint => endpoint.Name)];

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Without_a_token_or_with_a_bad_one_an_endpoint_answers_401(string name)
    {
        await using var world = await ShapeWorld.StartAsync();
        foreach (var caller in (Caller[])[world.Anyone, world.Bearer("nonsense"), world.Secret()])
        {
            using var answer = await caller.AskAsync(LineOf(name));
            await RecordedAnswer.ShouldBeAsync(answer, ErrorBodies.InvalidToken, world.Host);
        }
    }

    [Theory]
    [MemberData(nameof(Scoped))]
    public async Task With_every_scope_but_its_own_an_endpoint_answers_403(string name)
    {
        var endpoint = Find(name);
        await using var world = await ShapeWorld.StartAsync();
        var others = ShapeWorld.Scopes.Split(' ').Except(endpoint.Scopes);
        using var answer = await (await world.AppAsync(ShapeWorld.OwnerId, string.Join(' ', others))).AskAsync(LineOf(name));
        await RecordedAnswer.ShouldBeAsync(answer, ErrorBodies.MissingScope, world.Host);
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task With_exactly_one_of_its_scopes_an_endpoint_lets_the_caller_through(string name)
    {
        var endpoint = Find(name);
        await using var world = await ShapeWorld.StartAsync();
        foreach (var scope in endpoint.Scopes.DefaultIfEmpty("data:read"))
        {
            var caller = endpoint.Context == "user" ? await world.UserAsync(scopes: scope) : await world.AppAsync(ShapeWorld.OwnerId, scope);
            using var answer = await caller.AskAsync(LineOf(name));
            await ShouldBeLetThroughAsync(answer);
        }
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task A_users_token_is_let_through_where_it_is_not_the_apps_alone(string name)
    {
        var endpoint = Find(name);
        await using var world = await ShapeWorld.StartAsync();
        using var answer = await (await world.UserAsync(scopes: ShapeWorld.Scopes[..ShapeWorld.Scopes.IndexOf(" application:", StringComparison.Ordinal)])).AskAsync(LineOf(name));
        if (endpoint.Context == "app") await RecordedAnswer.ShouldBeAsync(answer, ErrorBodies.MissingScope, world.Host);
        else await ShouldBeLetThroughAsync(answer);
    }

    [Theory]
    [MemberData(nameof(Open))]
    public async Task Where_no_token_is_asked_for_none_and_a_bad_one_are_the_same(string name)
    {
        await using var world = await ShapeWorld.StartAsync();
        using var without = await world.Anyone.AskAsync(LineOf(name));
        using var bad = await world.Bearer("nonsense").AskAsync(LineOf(name));
        bad.StatusCode.ShouldBe(without.StatusCode);
        await ShouldBeLetThroughAsync(without);
    }

    private static ContractEndpoint Find(string name) => ContractEndpoint.All.Single(endpoint => endpoint.Name == name);

    private static string LineOf(string name) => name
        .Replace("{bucketKey}", "drawings", StringComparison.Ordinal).Replace("{objectKey}", "plan.dwg", StringComparison.Ordinal)
        .Replace("{newObjectKey}", "copy.dwg", StringComparison.Ordinal).Replace("{engine}", "Revit", StringComparison.Ordinal)
        .Replace("forgeapps/{id}", "forgeapps/me", StringComparison.Ordinal).Replace("servicelimits/{id}", "servicelimits/me", StringComparison.Ordinal)
        .Replace("{id}", "none", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal).Replace("{alias}", "prod", StringComparison.Ordinal);

    // What the call itself says of a request without a body is another matter.
    private static async Task ShouldBeLetThroughAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            (JsonNode.Parse(text)?["errorCode"]?.GetValue<string>()).ShouldBe("AUTH-003", text);
        ((int)answer.StatusCode).ShouldBeLessThan(500, text);
    }
}
