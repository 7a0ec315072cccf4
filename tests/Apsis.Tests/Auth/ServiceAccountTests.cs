using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Apsis.Auth;
using Apsis.Exceptions;
using Apsis.Tests.Support;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Auth;

public sealed class ServiceAccountTests
{
    private static readonly string Pem = NewPem();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ServiceAccountPrivateKey Key(string kid = "key-1") => new() { Kid = kid, PrivateKey = Pem };

    [Fact]
    public void An_assertion_says_what_went_in_and_its_signature_holds()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(Pem);
        var scope = Gen.Char["abcdefgh:-_<>{}&="].Array[1, 20].Select(characters => new string(characters));
        var text = Gen.String[1, 30].Where(value => !string.IsNullOrWhiteSpace(value) && !value.Any(char.IsSurrogate));
        Gen.Select(text, text, text, scope.Array[1, 5], Gen.Long[0, 4_000_000_000]).Sample((clientId, account, kid, scopes, seconds) =>
        {
            var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
            var parts = ServiceAccountAssertion.Create(clientId, account, Key(kid), scopes, now).Split('.');

            parts.Length.ShouldBe(3);
            rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            (Text(header, "alg"), Text(header, "kid")).ShouldBe(("RS256", kid));
            (Text(claims, "iss"), Text(claims, "sub")).ShouldBe((clientId, account));
            Text(claims, "aud").ShouldBe("https://developer.api.autodesk.com/authentication/v2/token");
            claims.RootElement.GetProperty("exp").GetInt64().ShouldBeInRange(seconds + 60, seconds + 299);
            claims.RootElement.GetProperty("scope").EnumerateArray().Select(item => item.GetString()!).ShouldBe(scopes.Distinct().Order(StringComparer.Ordinal));
        }, iter: 100);
    }

    [Theory]
    [InlineData("PKCS8")]
    [InlineData("PKCS1")]
    public void Both_forms_of_PEM_are_keys(string form)
    {
        using var rsa = RSA.Create(2048);
        var pem = form == "PKCS1" ? rsa.ExportRSAPrivateKeyPem() : rsa.ExportPkcs8PrivateKeyPem();
        ServiceAccountAssertion.Create("c", "a", new ServiceAccountPrivateKey { Kid = "k", PrivateKey = pem }, ["data:read"], DateTimeOffset.UnixEpoch).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("hush-hush")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----")]
    public async Task What_is_no_key_is_refused_at_once_and_not_quoted(string pem)
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();

        var error = Should.Throw<ArgumentException>(() => auth.ServiceAccounts.For("account", new ServiceAccountPrivateKey { Kid = "key-7", PrivateKey = pem }));

        error.Message.ShouldContain("key-7");
        error.ToString().ShouldNotContain("hush");
    }

    [Fact]
    public void A_key_prints_without_itself() => Key().ToString().ShouldNotContain("BEGIN");

    [Fact]
    public async Task A_session_exchanges_an_assertion_once_and_again_before_the_token_ends()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client(time: time);
        var session = auth.ServiceAccounts.For("ACCOUNT1", Key());

        var first = await session.GetTokenAsync(["data:read"], Stop);
        (await auth.ServiceAccounts.For("ACCOUNT1", Key()).GetTokenAsync(["data:read"], Stop)).ShouldBe(first);
        time.Advance(TimeSpan.FromMinutes(56));
        (await session.GetTokenAsync(["data:read"], Stop)).AccessToken.ShouldBe("access-2");
        await auth.ServiceAccounts.For("ACCOUNT2", Key()).GetTokenAsync(["data:read"], Stop);

        login.Forms.Count.ShouldBe(3);
        login.Forms.ShouldAllBe(form => form.Fields["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer" && form.Authorization.StartsWith("Basic "));
    }

    [Fact]
    public async Task A_failed_exchange_is_not_cached_and_does_not_show_the_assertion()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();
        var session = auth.ServiceAccounts.For("ACCOUNT1", Key());
        login.Instead = (_, fields) => (400, $$"""{"error":"invalid_grant","error_description":"bad {{fields["assertion"]}}"}""");

        var error = await Should.ThrowAsync<ApsHttpException>(() => session.GetTokenAsync(["data:read"], Stop));
        login.Instead = (_, _) => null;

        error.Message.ShouldContain("bad ***");
        error.Message.ShouldContain("clock");
        (await session.GetTokenAsync(["data:read"], Stop)).AccessToken.ShouldBe("access-1");
    }

    [Fact]
    public async Task Accounts_and_keys_are_made_listed_changed_and_deleted()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();
        var bodies = new List<string>();
        login.Other = async context =>
        {
            bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await AnswerAsync(context);
        };
        var accounts = auth.ServiceAccounts;

        (await accounts.CreateAsync("robot-one", "Robot", "One-One", Stop)).Email.ShouldBe("robot@x");
        (await accounts.ListAsync(Stop)).Single().Status.ShouldBe("ENABLED");
        (await accounts.GetAsync("A1", Stop)).Extra!["mood"].GetString().ShouldBe("good");
        await accounts.DisableAsync("A1", Stop);
        await accounts.EnableAsync("A1", Stop);
        (await accounts.Keys.CreateAsync("A1", Stop)).PrivateKey.ShouldBe("PEM");
        (await accounts.Keys.ListAsync("A1", Stop)).Single().Kid.ShouldBe("k1");
        await accounts.Keys.DisableAsync("A1", "k1", Stop);
        await accounts.Keys.EnableAsync("A1", "k1", Stop);
        await accounts.Keys.DeleteAsync("A1", "k1", Stop);
        await accounts.DeleteAsync("A1", Stop);

        login.Requests.Select(request => request.Split(" Bearer")[0]).ShouldBe(
        [
            "POST /authentication/v2/service-accounts", "GET /authentication/v2/service-accounts", "GET /authentication/v2/service-accounts/A1",
            "PATCH /authentication/v2/service-accounts/A1", "PATCH /authentication/v2/service-accounts/A1",
            "POST /authentication/v2/service-accounts/A1/keys", "GET /authentication/v2/service-accounts/A1/keys",
            "PATCH /authentication/v2/service-accounts/A1/keys/k1", "PATCH /authentication/v2/service-accounts/A1/keys/k1",
            "DELETE /authentication/v2/service-accounts/A1/keys/k1", "DELETE /authentication/v2/service-accounts/A1",
        ]);
        bodies.Where(body => body.Length > 0).ShouldBe(
        [
            """{"name":"robot-one","firstName":"Robot","lastName":"One-One"}""",
            """{"status":"DISABLED"}""", """{"status":"ENABLED"}""", """{"status":"DISABLED"}""", """{"status":"ENABLED"}""",
        ]);
        login.Forms.Select(form => form.Fields["scope"]).ShouldBe(
            ["application:service_account:write", "application:service_account:read", "application:service_account_key:write", "application:service_account_key:read"]);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("")]
    public async Task An_id_can_not_lead_to_another_resource(string id)
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();

        await Should.ThrowAsync<ArgumentException>(async () => await auth.ServiceAccounts.DeleteAsync(id, Stop));
        await Should.ThrowAsync<ArgumentException>(async () => await auth.ServiceAccounts.Keys.DeleteAsync("A1", id, Stop));
        login.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Making_an_account_is_not_repeated_when_its_answer_was_lost()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();
        login.Other = context => ScriptedService.JsonAsync(context, "{}", 500);

        await Should.ThrowAsync<ApsHttpException>(() => auth.ServiceAccounts.CreateAsync("robot-one", "Robot", "One-One", Stop));

        login.Requests.Count().ShouldBe(1);
    }

    private static Task AnswerAsync(HttpContext context)
    {
        const string account = """{"serviceAccountId":"A1","email":"robot@x","status":"ENABLED","mood":"good"}""";
        return (context.Request.Method, context.Request.Path.Value!["/authentication/v2/service-accounts".Length..]) switch
        {
            ("POST", "") => ScriptedService.JsonAsync(context, account, 201),
            ("GET", "") => ScriptedService.JsonAsync(context, $$"""{"serviceAccounts":[{{account}}]}"""),
            ("GET" or "PATCH", "/A1") => ScriptedService.JsonAsync(context, account),
            ("POST", "/A1/keys") => ScriptedService.JsonAsync(context, """{"kid":"k1","privateKey":"PEM"}""", 201),
            ("GET", "/A1/keys") => ScriptedService.JsonAsync(context, """{"keys":[{"kid":"k1","status":"ENABLED"}]}"""),
            _ => NoContent(context),
        };
    }

    private static Task NoContent(HttpContext context)
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static string? Text(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetString();

    private static string NewPem()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    }
}
