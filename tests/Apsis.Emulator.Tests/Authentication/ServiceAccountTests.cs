using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Authentication;

public sealed class ServiceAccountTests : SignInTest
{
    private const string Accounts = "/authentication/v2/service-accounts";
    private const string Grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const string Audience = "https://developer.api.autodesk.com/authentication/v2/token";

    private HttpClient? _client;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await ClientAsync(
            "application:service_account:read application:service_account:write application:service_account_key:read application:service_account_key:write");
    }

    public override async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task An_account_is_made_shown_disabled_and_deleted()
    {
        var created = await SendAsync(HttpStatusCode.Created, HttpMethod.Post, Accounts, new { name = "file-sync", firstName = "service", lastName = "filesync" });
        var id = Text(created!, "serviceAccountId");
        Text(created!, "email").ShouldBe("file-sync@client-a.adskserviceaccount.autodesk.com");

        var shown = await SendAsync(HttpStatusCode.OK, HttpMethod.Get, $"{Accounts}/{id}");
        Text(shown!, "status").ShouldBe("ENABLED");
        Text(shown!, "createdBy").ShouldBe("client-a");
        Text(shown!, "createdAt").ShouldBe("2026-03-04 12:00:00 +0000 UTC");
        Text(shown!, "expiresAt").ShouldBe("2027-03-04 12:00:00 +0000 UTC");
        (await SendAsync(HttpStatusCode.OK, HttpMethod.Get, Accounts))!["serviceAccounts"]!.AsArray().Count.ShouldBe(1);

        Text((await SendAsync(HttpStatusCode.OK, HttpMethod.Patch, $"{Accounts}/{id}", new { status = "DISABLED" }))!, "status").ShouldBe("DISABLED");
        await SendAsync(HttpStatusCode.BadRequest, HttpMethod.Patch, $"{Accounts}/{id}", new { status = "DISABLED" });
        await SendAsync(HttpStatusCode.BadRequest, HttpMethod.Post, $"{Accounts}/{id}/keys");
        await SendAsync(HttpStatusCode.NoContent, HttpMethod.Delete, $"{Accounts}/{id}");
        await SendAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{Accounts}/{id}");
    }

    [Theory]
    [InlineData("four", "first", "last-")]
    [InlineData("under_score", "first", "last-")]
    [InlineData("-----", "first", "last-")]
    [InlineData("file-sync", "first%", "last-")]
    [InlineData("file-sync", null, "last-")]
    public async Task A_name_that_the_service_refuses_is_refused(string name, string? firstName, string lastName) =>
        await SendAsync(HttpStatusCode.BadRequest, HttpMethod.Post, Accounts, new { name, firstName, lastName });

    [Fact]
    public async Task An_app_has_ten_accounts_of_different_names_and_each_three_keys()
    {
        for (var i = 0; i < 10; i++) await AccountAsync($"account-{i}");
        await SendAsync(HttpStatusCode.Forbidden, HttpMethod.Post, Accounts, new { name = "account-x", firstName = "first", lastName = "last-" });
        var id = Text((await SendAsync(HttpStatusCode.OK, HttpMethod.Get, Accounts))!["serviceAccounts"]![0]!, "serviceAccountId");
        await SendAsync(HttpStatusCode.NoContent, HttpMethod.Delete, $"{Accounts}/{id}");
        await SendAsync(HttpStatusCode.BadRequest, HttpMethod.Post, Accounts, new { name = "account-1", firstName = "first", lastName = "last-" });

        id = await AccountAsync("account-0");
        for (var i = 0; i < 3; i++) await KeyAsync(id);
        await SendAsync(HttpStatusCode.Forbidden, HttpMethod.Post, $"{Accounts}/{id}/keys");
        var keys = (await SendAsync(HttpStatusCode.OK, HttpMethod.Get, $"{Accounts}/{id}/keys"))!["keys"]!.AsArray();
        keys.Count.ShouldBe(3);
        keys.ToJsonString().ShouldNotContain("PRIVATE");
    }

    [Fact]
    public async Task Another_apps_account_does_not_exist()
    {
        var id = await AccountAsync("file-sync");
        _client = await ClientAsync("application:service_account:read application:service_account:write", "client-b");
        await SendAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{Accounts}/{id}");
        await SendAsync(HttpStatusCode.NotFound, HttpMethod.Delete, $"{Accounts}/{id}");
    }

    [Fact]
    public async Task A_signed_assertion_gives_a_token_of_the_account()
    {
        var id = await AccountAsync("file-sync");
        var (kid, key) = await KeyAsync(id);
        var tokens = await TokensAsync("client-a", ("grant_type", Grant), ("assertion", Assertion(kid, key, id)), ("scope", "data:read"));
        tokens["refresh_token"].ShouldBeNull();
        var claims = Claims(Text(tokens, "access_token"));
        Text(claims, "userid").ShouldBe(id);
        claims["scope"]!.ToJsonString().ShouldBe("""["data:read"]""");

        using var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Text(tokens, "access_token"));
        var profile = JsonNode.Parse(await client.GetStringAsync("/userinfo", Cancellation))!;
        Text(profile, "email").ShouldBe("file-sync@client-a.adskserviceaccount.autodesk.com");
    }

    [Fact]
    public async Task The_emulators_own_token_url_is_an_audience_too()
    {
        var id = await AccountAsync("file-sync");
        var (kid, key) = await KeyAsync(id);
        var assertion = Assertion(kid, key, id, claims => claims["aud"] = new JsonArray(Emulator.BaseAddress + "authentication/v2/token"));
        await TokensAsync("client-a", ("grant_type", Grant), ("assertion", assertion));
    }

    [Theory]
    [InlineData("iss", "\"client-b\"", "iss must be the client id")]
    [InlineData("sub", "\"NOBODY\"", "sub must be")]
    [InlineData("aud", "\"https://example.com\"", "aud must be")]
    [InlineData("exp", "1772625599", "it has expired")]
    [InlineData("exp", "1772625900000", "more than an hour ahead")]
    [InlineData("exp", "\"soon\"", "claims are not of the form")]
    [InlineData("exp", "null", "exp is missing")]
    [InlineData("scope", "[]", "'scope'")]
    [InlineData("scope", "[\"data:everything\"]", "scope is invalid")]
    public async Task A_claim_that_is_not_right_is_refused(string name, string value, string message)
    {
        var id = await AccountAsync("file-sync");
        var (kid, key) = await KeyAsync(id);
        var assertion = Assertion(kid, key, id, claims => claims[name] = JsonNode.Parse(value));
        await ShouldBeRefusedAsync(
            await AskAsync("client-a", "token", ("grant_type", Grant), ("assertion", assertion)), HttpStatusCode.BadRequest, message);
    }

    [Fact]
    public async Task An_assertion_must_be_signed_by_an_enabled_key_of_an_enabled_account()
    {
        var id = await AccountAsync("file-sync");
        var (kid, key) = await KeyAsync(id);
        var (_, otherKey) = await KeyAsync(id);
        await ShouldBeInvalidAsync(Assertion(kid, otherKey, id), "the signature is wrong");
        await ShouldBeInvalidAsync(Assertion("unknown", key, id), "kid must be");
        await ShouldBeInvalidAsync(Assertion(kid, key, id).Split('.')[0] + "..", "claims are not");
        await ShouldBeInvalidAsync("nonsense", "no JSON web token");

        await SendAsync(HttpStatusCode.NoContent, HttpMethod.Patch, $"{Accounts}/{id}/keys/{kid}", new { status = "DISABLED" });
        await ShouldBeInvalidAsync(Assertion(kid, key, id), "kid must be");
        await SendAsync(HttpStatusCode.NoContent, HttpMethod.Patch, $"{Accounts}/{id}/keys/{kid}", new { status = "ENABLED" });
        await SendAsync(HttpStatusCode.OK, HttpMethod.Patch, $"{Accounts}/{id}", new { status = "DISABLED" });
        await ShouldBeInvalidAsync(Assertion(kid, key, id), "not enabled");
        await SendAsync(HttpStatusCode.OK, HttpMethod.Patch, $"{Accounts}/{id}", new { status = "ENABLED" });
        await TokensAsync("client-a", ("grant_type", Grant), ("assertion", Assertion(kid, key, id)));
        await SendAsync(HttpStatusCode.NoContent, HttpMethod.Delete, $"{Accounts}/{id}/keys/{kid}");
        await ShouldBeInvalidAsync(Assertion(kid, key, id), "kid must be");
    }

    [Fact]
    public async Task Only_the_app_with_its_secret_may_exchange_an_assertion()
    {
        var id = await AccountAsync("file-sync");
        var (kid, key) = await KeyAsync(id);
        await ShouldBeRefusedAsync(
            await AskAsync(null, "token", ("grant_type", Grant), ("assertion", Assertion(kid, key, id)), ("client_id", "client-a")),
            HttpStatusCode.Unauthorized, "No client id and secret");
    }

    [Fact]
    public async Task An_account_that_was_not_renewed_for_a_year_is_deactivated_until_it_is_enabled()
    {
        var id = await AccountAsync("file-sync");
        Time.Advance(TimeSpan.FromDays(366));
        _client = await ClientAsync("application:service_account:read application:service_account:write");
        Text((await SendAsync(HttpStatusCode.OK, HttpMethod.Get, $"{Accounts}/{id}"))!, "status").ShouldBe("DEACTIVATED");
        Text((await SendAsync(HttpStatusCode.OK, HttpMethod.Patch, $"{Accounts}/{id}", new { status = "ENABLED" }))!, "status").ShouldBe("ENABLED");
    }

    private async Task<string> AccountAsync(string name) => Text(
        (await SendAsync(HttpStatusCode.Created, HttpMethod.Post, Accounts, new { name, firstName = "first", lastName = "last-" }))!, "serviceAccountId");

    private async Task<(string Id, string PrivateKey)> KeyAsync(string accountId)
    {
        var key = (await SendAsync(HttpStatusCode.Created, HttpMethod.Post, $"{Accounts}/{accountId}/keys"))!;
        return (Text(key, "kid"), Text(key, "privateKey"));
    }

    private async Task<JsonNode?> SendAsync(HttpStatusCode expected, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _client!.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(expected, text);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private string Assertion(string kid, string privateKey, string subject, Action<JsonObject>? change = null)
    {
        var claims = new JsonObject
        {
            ["iss"] = "client-a",
            ["sub"] = subject,
            ["aud"] = Audience,
            ["exp"] = Time.GetUtcNow().ToUnixTimeSeconds() + 300,
            ["scope"] = new JsonArray("data:read", "data:write"),
        };
        change?.Invoke(claims);
        var header = JsonSerializer.Serialize(new { kid, alg = "RS256" });
        var content = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header)) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        using var rsa = RSA.Create();
        rsa.ImportFromPem(privateKey);
        return content + "." + Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private async Task ShouldBeInvalidAsync(string assertion, string message) => await ShouldBeRefusedAsync(
        await AskAsync("client-a", "token", ("grant_type", Grant), ("assertion", assertion)), HttpStatusCode.BadRequest, message);
}
