using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Emulator.Tests.Authentication;

public sealed class TokenTests : EmulatorTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Credentials_may_come_in_the_header()
    {
        using var answer = await AskAsync(Basic("abc", "s3cret"), ("grant_type", "client_credentials"), ("scope", "data:read code:all"));
        var token = await ReadAsync(answer);
        token["token_type"]!.GetValue<string>().ShouldBe("Bearer");
        token["expires_in"]!.GetValue<int>().ShouldBe(3599);
    }

    [Fact]
    public async Task Credentials_may_come_in_the_body()
    {
        using var answer = await AskAsync(null, Grant(("client_id", "abc"), ("client_secret", "s3cret")));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Credentials_in_both_places_are_refused()
    {
        using var answer = await AskAsync(Basic("abc", "s3cret"), Grant(("client_id", "abc"), ("client_secret", "s3cret")));
        await ShouldBeAsync(answer, HttpStatusCode.BadRequest, "AUTH-008");
    }

    [Fact]
    public async Task A_request_without_credentials_is_refused()
    {
        using var answer = await AskAsync(null, Grant());
        await ShouldBeAsync(answer, HttpStatusCode.Unauthorized, "AUTH-003");
    }

    [Theory]
    [InlineData("Basic ???")]
    [InlineData("Basic bm8tY29sb24=")]
    [InlineData("Bearer abc")]
    public async Task A_header_that_is_no_credentials_is_refused(string header)
    {
        using var answer = await AskAsync(AuthenticationHeaderValue.Parse(header), Grant());
        await ShouldBeAsync(answer, HttpStatusCode.Unauthorized, "AUTH-003");
    }

    [Theory]
    [InlineData("", "data:read", "AUTH-008")]
    [InlineData("password", "data:read", "AUTH-009")]
    [InlineData("client_credentials", "", "AUTH-008")]
    [InlineData("client_credentials", "data:everything", "AUTH-008")]
    [InlineData("client_credentials", "data:read:", "AUTH-008")]
    public async Task A_request_of_no_sense_is_refused(string grant, string scope, string code)
    {
        using var answer = await AskAsync(Basic("abc", "s3cret"), ("grant_type", grant), ("scope", scope));
        await ShouldBeAsync(answer, HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_scope_of_one_resource_is_known()
    {
        using var answer = await AskAsync(
            Basic("abc", "s3cret"), ("grant_type", "client_credentials"), ("scope", "data:read:urn:adsk.objects:os.object:a/b"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_that_is_not_a_form_is_refused()
    {
        using var client = Anonymous();
        using var answer = await client.PostAsync("/authentication/v2/token", new StringContent("{}"), Cancellation);
        await ShouldBeAsync(answer, HttpStatusCode.BadRequest, "AUTH-007");
    }

    [Fact]
    public async Task A_token_is_signed_with_the_published_key_and_says_whose_it_is()
    {
        var parts = (await TokenAsync("data:read code:all")).Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        using var client = Anonymous();
        var keys = JsonNode.Parse(await client.GetStringAsync("/authentication/v2/keys", Cancellation))!;
        var key = keys["keys"]![0]!;

        key["kid"]!.GetValue<string>().ShouldBe(header["kid"]!.GetValue<string>());
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(key["n"]!.GetValue<string>()),
            Exponent = Base64Url.DecodeFromChars(key["e"]!.GetValue<string>()),
        });
        rsa.VerifyData(
            Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1).ShouldBeTrue();
        claims["scope"]!.ToJsonString().ShouldBe("""["data:read","code:all"]""");
        claims["client_id"]!.GetValue<string>().ShouldBe("client-a");
        claims["iss"]!.GetValue<string>().ShouldBe("https://developer.api.autodesk.com");
        claims["exp"]!.GetValue<long>().ShouldBe(_time.GetUtcNow().ToUnixTimeSeconds() + 3599);
    }

    [Fact]
    public async Task A_call_without_a_valid_token_is_refused_in_words_that_clients_look_for()
    {
        using var client = Anonymous();
        using var none = await client.GetAsync("/oss/v2/buckets", Cancellation);
        await ShouldBeAsync(none, HttpStatusCode.Unauthorized, "AUTH-006");

        var token = await TokenAsync("bucket:read");
        foreach (var wrong in new[] { "x", "a.b.c", token[..^8] + "AAAAAAAA", "e30." + token.Split('.', 2)[1] })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", wrong);
            using var answer = await client.GetAsync("/oss/v2/buckets", Cancellation);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Access token provided is invalid or expired.");
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_token_expires()
    {
        using var client = await ClientAsync("bucket:read");
        _time.Advance(TimeSpan.FromSeconds(3598));
        using var inTime = await client.GetAsync("/oss/v2/buckets", Cancellation);
        inTime.StatusCode.ShouldBe(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromSeconds(1));
        using var late = await client.GetAsync("/oss/v2/buckets", Cancellation);
        late.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Introspection_tells_a_live_token_from_a_revoked_one()
    {
        var token = await TokenAsync("data:read code:all");
        var live = await ReadAsync(await AskAsync(Basic("client-a", "s"), "introspect", ("token", token)));
        live["active"]!.GetValue<bool>().ShouldBeTrue();
        live["scope"]!.GetValue<string>().ShouldBe("data:read code:all");

        using var others = await AskAsync(Basic("client-b", "s"), "revoke", ("token", token));
        (await ReadAsync(await AskAsync(Basic("client-a", "s"), "introspect", ("token", token))))["active"]!.GetValue<bool>().ShouldBeTrue();
        using var revoked = await AskAsync(Basic("client-a", "s"), "revoke", ("token", token), ("token_type_hint", "access_token"));
        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var dead = await ReadAsync(await AskAsync(Basic("client-a", "s"), "introspect", ("token", token)));
        dead.ToJsonString().ShouldBe("""{"active":false}""");
    }

    [Fact]
    public async Task The_discovery_document_points_at_the_emulator()
    {
        using var client = Anonymous();
        var document = JsonNode.Parse(await client.GetStringAsync("/.well-known/openid-configuration", Cancellation))!;
        document["token_endpoint"]!.GetValue<string>().ShouldBe(Emulator.BaseAddress + "authentication/v2/token");
        document["jwks_uri"]!.GetValue<string>().ShouldBe(Emulator.BaseAddress + "authentication/v2/keys");
    }

    [Fact]
    public async Task Whatever_the_discovery_document_names_is_served()
    {
        using var client = Anonymous();
        var document = JsonNode.Parse(await client.GetStringAsync("/.well-known/openid-configuration", Cancellation))!.AsObject();
        foreach (var name in new[] { "authorization", "token", "userinfo", "end_session", "revoke", "revocation", "introspect", "introspection" })
        {
            var url = document[name + "_endpoint"]!.GetValue<string>();
            url.ShouldStartWith(Emulator.BaseAddress.AbsoluteUri);
            using var answer = await client.GetAsync(url, Cancellation);
            answer.StatusCode.ShouldNotBe(HttpStatusCode.NotFound, url);
        }
    }

    [Fact]
    public async Task An_unknown_path_is_answered_in_the_shape_of_the_service()
    {
        using var client = Anonymous();
        using var answer = await client.GetAsync("/authentication/v2/nothing", Cancellation);
        await ShouldBeAsync(answer, HttpStatusCode.NotFound, "");
    }

    protected override void Configure(ApsEmulatorOptions options) => options.TimeProvider = _time;

    private static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));

    private static (string, string)[] Grant(params (string, string)[] more) => [("grant_type", "client_credentials"), ("scope", "data:read"), .. more];

    private Task<HttpResponseMessage> AskAsync(AuthenticationHeaderValue? authorization, params (string Name, string Value)[] form) =>
        AskAsync(authorization, "token", form);

    private async Task<HttpResponseMessage> AskAsync(
        AuthenticationHeaderValue? authorization, string call, params (string Name, string Value)[] form)
    {
        using var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = authorization;
        using var content = new FormUrlEncodedContent(form.ToDictionary(pair => pair.Name, pair => pair.Value));
        return await client.PostAsync("/authentication/v2/" + call, content, Cancellation);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
    }

    private static async Task ShouldBeAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        answer.StatusCode.ShouldBe(status);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        error["errorCode"]!.GetValue<string>().ShouldBe(code);
        error["developerMessage"]!.GetValue<string>().ShouldNotBeEmpty();
        error["more info"].ShouldNotBeNull();
    }
}
