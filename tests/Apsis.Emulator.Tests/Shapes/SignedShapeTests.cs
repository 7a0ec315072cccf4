using System.Buffers.Text;
using System.Text.Json.Nodes;
using Apsis.Emulator.Tests.Shapes.Answers;

namespace Apsis.Emulator.Tests.Shapes;

/// <summary>What is inside the texts that are signed: tokens (contract A.1) and the policy of a form (C.5).</summary>
public sealed class SignedShapeTests
{
    [Fact]
    public async Task An_apps_token_has_the_recorded_header_and_claims()
    {
        await using var world = await ShapeWorld.StartAsync();
        ShouldBe(await world.AppTokenAsync(ShapeWorld.OwnerId, "code:all data:read"), """
            {"scope": ["code:all", "data:read"], "client_id": "client-a", "iss": "https://developer.api.autodesk.com", "aud": "https://autodesk.com", "jti": "<name>", "exp": "<epoch-s>"}
            """);
    }

    [Fact]
    public async Task A_users_token_has_the_user_id_as_well()
    {
        await using var world = await ShapeWorld.StartAsync();
        ShouldBe(ShapeWorld.Text(await world.UserTokensAsync(ShapeWorld.OwnerId, "data:read"), "access_token"), """
            {
              "scope": ["data:read"], "client_id": "client-a", "iss": "https://developer.api.autodesk.com", "aud": "https://autodesk.com", "jti": "<name>",
              "exp": "<epoch-s>", "userid": "<name>"
            }
            """);
    }

    [Fact]
    public async Task The_form_of_an_AppBundle_has_its_fields_in_the_recorded_order_and_the_recorded_policy()
    {
        await using var world = await ShapeWorld.StartAsync();
        var form = (await world.AppBundleAsync())["uploadParameters"]!["formData"]!.AsObject();
        form.Select(field => field.Key).ShouldBe(
        [
            "key", "content-type", "policy", "success_action_status", "success_action_redirect", "x-amz-signature", "x-amz-credential", "x-amz-algorithm", "x-amz-date",
            "x-amz-server-side-encryption", "x-amz-security-token",
        ]);

        var policy = JsonNode.Parse(Convert.FromBase64String(ShapeWorld.Text(form, "policy")));
        JsonPattern.Compare(JsonNode.Parse("""
            {
              "expiration": "<iso-seven>",
              "conditions": [
                {"key": "apps/client-a/Plot/1"}, {"bucket": "dasprod-store"}, {"success_action_status": "200"}, ["starts-with", "$success_action_redirect", ""],
                ["starts-with", "$content-Type", "application/octet-stream"], {"x-amz-server-side-encryption": "AES256"}, ["content-length-range", "0", "104857600"],
                {"x-amz-credential": "<text>"}, {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-date": "<digits>T<digits>Z"}, {"x-amz-security-token": "<text>"}
              ]
            }
            """), policy, world.Host).ShouldBeEmpty();
    }

    private static void ShouldBe(string token, string claims)
    {
        var parts = token.Split('.');
        JsonPattern.Compare(JsonNode.Parse("""{"alg": "RS256", "kid": "<name>", "pi.atm": "<text>"}"""), JsonNode.Parse(Base64Url.DecodeFromChars(parts[0])), "").ShouldBeEmpty();
        JsonPattern.Compare(JsonNode.Parse(claims), JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])), "").ShouldBeEmpty();
    }
}
