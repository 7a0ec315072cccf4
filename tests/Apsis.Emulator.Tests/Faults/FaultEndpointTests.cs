using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Apsis.Emulator.Faults;

namespace Apsis.Emulator.Tests.Faults;

/// <summary>The plan of a running emulator, changed over HTTP.</summary>
public sealed class FaultEndpointTests : EmulatorTest
{
    private const string Faults = "/_apsis/faults";
    private const string Plan = """{ "seed": 5, "rules": [{ "name": "down", "kind": "serverError", "family": "auth" }] }""";

    [Fact]
    public async Task A_plan_is_put_shown_and_taken_away()
    {
        using var client = Anonymous();
        (await client.GetStringAsync(Faults, Cancellation)).ShouldBe("""{"faults":[]}""");

        using var put = await client.PutAsync(Faults, Json(Plan), Cancellation);
        put.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var failing = await client.GetAsync("/authentication/v2/keys?secret=x", Cancellation);
        failing.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var shown = JsonNode.Parse(await client.GetStringAsync(Faults, Cancellation))!;
        using var deleted = await client.DeleteAsync(Faults, Cancellation);
        using var working = await client.GetAsync("/authentication/v2/keys", Cancellation);

        shown["plan"]!["rules"]![0]!["kind"]!.GetValue<string>().ShouldBe("serverError");
        shown["plan"]!["seed"]!.GetValue<int>().ShouldBe(5);
        var fault = shown["faults"]!.AsArray().ShouldHaveSingleItem()!;
        fault["number"]!.GetValue<int>().ShouldBe(1);
        fault["rule"]!.GetValue<string>().ShouldBe("down");
        fault["kind"]!.GetValue<string>().ShouldBe("serverError");
        fault["method"]!.GetValue<string>().ShouldBe("GET");
        fault["path"]!.GetValue<string>().ShouldBe("/authentication/v2/keys");
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        working.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_bad_plan_is_refused_and_the_one_before_stays()
    {
        using var client = Anonymous();
        using var put = await client.PutAsync(Faults, Json(Plan), Cancellation);

        using var refused = await client.PutAsync(Faults, Json("""{ "rules": [{ "kind": "plague" }] }"""), Cancellation);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!["reason"]!.GetValue<string>().ShouldContain("'plague' is no kind of fault");
        (await client.GetStringAsync(Faults, Cancellation)).ShouldContain("down");
    }

    [Theory]
    [InlineData("Origin", "https://example.com", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost:5000", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "file://", HttpStatusCode.Forbidden)]
    [InlineData("Host", "emulator.example.com", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Host", "127.0.0.1.example.com", HttpStatusCode.MisdirectedRequest)]
    public async Task A_web_page_cannot_read_or_change_the_plan(string header, string value, HttpStatusCode expected)
    {
        using var client = Anonymous();
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete])
        {
            using var request = new HttpRequestMessage(method, Faults) { Content = method == HttpMethod.Put ? Json(Plan) : null };
            request.Headers.TryAddWithoutValidation(header, value);

            using var answer = await client.SendAsync(request, Cancellation);

            answer.StatusCode.ShouldBe(expected);
        }

        (await client.GetStringAsync(Faults, Cancellation)).ShouldBe("""{"faults":[]}""");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("[::1]:80")]
    public async Task A_program_of_this_machine_can(string host)
    {
        using var client = Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, Faults);
        request.Headers.Host = host;

        using var answer = await client.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_plan_never_touches_the_emulators_own_endpoints()
    {
        Emulator.SetFaults(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.ServerError }] });
        using var client = Anonymous();

        using var answer = await client.DeleteAsync(Faults, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
