using System.Net;
using Apsis.Emulator.Tests.Shapes;
using Apsis.Emulator.Tests.Shapes.Answers;
using Apsis.Emulator.Tests.Shapes.Recorded;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Isolation;

public sealed class TokenIsolationTests
{
    private const string Token = "POST /authentication/v2/token";

    private const string Inactive = """
        200 application/json; charset=utf-8

        {"active": false}
        """;

    [Fact]
    public async Task An_app_learns_nothing_about_the_tokens_of_another()
    {
        await using var world = await ShapeWorld.StartAsync();
        var user = await world.UserTokensAsync(OwnerId, "data:read");
        foreach (var token in (string[])[await world.AppTokenAsync(OwnerId, "code:all"), Text(user, "access_token"), Text(user, "refresh_token")])
        {
            using var foreign = await world.Secret(OtherId).AskAsync("POST /authentication/v2/introspect", Form(("token", token)));
            await RecordedAnswer.ShouldBeAsync(foreign, Inactive, world.Host);
            (await world.Secret().DoAsync("POST /authentication/v2/introspect", Form(("token", token))))["active"]!.GetValue<bool>().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task An_app_cannot_revoke_the_tokens_of_another()
    {
        await using var world = await ShapeWorld.StartAsync();
        var user = await world.UserTokensAsync(OwnerId, "data:read");
        foreach (var token in (string[])[Text(user, "access_token"), Text(user, "refresh_token")])
        {
            await world.Secret(OtherId).DoAsync("POST /authentication/v2/revoke", Form(("token", token), ("token_type_hint", "access_token")));
            (await world.Secret().DoAsync("POST /authentication/v2/introspect", Form(("token", token))))["active"]!.GetValue<bool>().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task An_app_cannot_use_the_code_or_the_refresh_token_of_another()
    {
        await using var world = await ShapeWorld.StartAsync();
        var code = await world.CodeAsync(OwnerId, "data:read");
        using (var foreign = await world.Secret(OtherId).AskAsync(Token, Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback))))
            await RecordedAnswer.ShouldBeAsync(foreign, ErrorBodies.Gateway(400, "AUTH-004", "The grant was issued to another client."), world.Host);

        var tokens = await world.Secret().DoAsync(Token, Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback)));
        var refresh = Form(("grant_type", "refresh_token"), ("refresh_token", Text(tokens, "refresh_token")));
        using (var foreign = await world.Secret(OtherId).AskAsync(Token, refresh))
            await RecordedAnswer.ShouldBeAsync(foreign, ErrorBodies.Gateway(400, "AUTH-004", "The grant was issued to another client."), world.Host);
        await world.Secret().DoAsync(Token, refresh);
    }

    [Fact]
    public async Task The_secret_of_one_registered_app_is_not_that_of_another()
    {
        await using var world = await ShapeWorld.StartAsync(options =>
        {
            options.Clients.Add(new EmulatorClient(OwnerId, "secret-of-client-a"));
            options.Clients.Add(new EmulatorClient(OtherId, "secret-of-client-b"));
        });
        using var wrong = await world.Anyone.AskAsync(Token, Form(("grant_type", "client_credentials"), ("scope", "code:all"), ("client_id", OwnerId), ("client_secret", "secret-of-client-b")));
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_calls_of_one_app_are_not_counted_against_another()
    {
        await using var world = await ShapeWorld.StartAsync(options => options.RateLimits = new RateLimits { ObjectStorage = 1, Automation = 1 });
        foreach (var line in (string[])["GET /oss/v2/buckets", "GET /da/us-east/v3/engines"])
        {
            await world.Owner.DoAsync(line);
            using var refused = await world.Owner.AskAsync(line);
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            await world.Other.DoAsync(line);
        }
    }
}
