using System.Net;
using Apsis.Emulator.Faults;

namespace Apsis.Emulator.Tests.Faults;

public sealed class TokenFaultTests : EmulatorTest
{
    private const string Buckets = "/oss/v2/buckets";

    [Fact]
    public async Task A_revoked_token_answers_401_from_then_on_and_a_new_one_does_not()
    {
        using var client = await ClientAsync();
        using var other = await ClientAsync();
        Emulator.SetFaults(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.RevokedToken, Family = "oss", Every = 2, Max = 1 }] });

        using var before = await client.GetAsync(Buckets, Cancellation);
        using var struck = await client.GetAsync(Buckets, Cancellation);
        using var after = await client.GetAsync(Buckets, Cancellation);
        using var renewed = await other.GetAsync(Buckets, Cancellation);

        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        struck.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await struck.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Access token provided is invalid or expired.");
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        renewed.StatusCode.ShouldBe(HttpStatusCode.OK);
        Emulator.Faults.ShouldHaveSingleItem().Kind.ShouldBe(FaultKind.RevokedToken);
    }

    [Fact]
    public async Task A_request_without_a_token_has_none_to_lose()
    {
        using var client = Anonymous();
        Emulator.SetFaults(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.RevokedToken }] });

        using var answer = await client.GetAsync("/authentication/v2/keys", Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Emulator.Faults.ShouldBeEmpty();
    }
}
