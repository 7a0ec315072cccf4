using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Authentication;

/// <summary>What a token is made of, and how large a request for one may be.</summary>
public sealed class TokenFormTests : EmulatorTest
{
    [Fact]
    public async Task A_token_has_the_head_and_the_claims_of_the_service()
    {
        var tokens = new[] { await TokenAsync("data:read"), await TokenAsync("data:read") };
        var head = Part(tokens[0], 0);
        head["alg"]!.GetValue<string>().ShouldBe("RS256");
        head.ContainsKey("kid").ShouldBeTrue();
        head.ContainsKey("pi.atm").ShouldBeTrue();
        Part(tokens[0], 1).Select(claim => claim.Key).ShouldBe(["scope", "client_id", "iss", "aud", "jti", "exp"], ignoreOrder: true);
        Part(tokens[0], 1)["aud"]!.GetValue<string>().ShouldBe("https://autodesk.com");
        tokens.Select(token => Part(token, 1)["jti"]!.GetValue<string>()).ShouldBeUnique();
    }

    [Theory]
    [InlineData(50, 10, HttpStatusCode.OK)]
    [InlineData(51, 10, HttpStatusCode.BadRequest)]
    [InlineData(10, 287, HttpStatusCode.OK)]
    [InlineData(10, 300, HttpStatusCode.BadRequest)]
    public async Task A_scope_has_50_entries_and_3000_characters_at_most(int entries, int length, HttpStatusCode expected)
    {
        var scope = string.Join(' ', Enumerable.Range(10, entries).Select(i => $"data:read:{i}".PadRight("data:read:".Length + length, 'x')));
        if (expected == HttpStatusCode.OK) scope.Length.ShouldBeLessThanOrEqualTo(3000);
        using var client = Anonymous();
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "a"), new("client_secret", "b"), new("scope", scope)]);
        (await client.PostAsync("/authentication/v2/token", form, Cancellation)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task The_keys_may_be_kept_for_a_week_and_are_for_signatures()
    {
        using var client = Anonymous();
        using var answer = await client.GetAsync("/authentication/v2/keys", Cancellation);
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(7));
        var key = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["keys"]![0]!.AsObject();
        (key["kty"]!.GetValue<string>(), key["use"]!.GetValue<string>()).ShouldBe(("RSA", "sig"));
        key.Select(member => member.Key).ShouldBe(["kid", "kty", "use", "n", "e"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_revocation_is_answered_with_nothing_and_needs_no_hint()
    {
        var token = await TokenAsync("bucket:read");
        using var client = Anonymous();
        using var form = new FormUrlEncodedContent([new("token", token), new("client_id", "client-a"), new("client_secret", "b")]);
        using var answer = await client.PostAsync("/authentication/v2/revoke", form, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await client.GetAsync("/oss/v2/buckets", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static JsonObject Part(string token, int index) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]))!.AsObject();
}
