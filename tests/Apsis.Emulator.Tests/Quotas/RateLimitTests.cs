using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Emulator.Tests.Quotas;

public sealed class RateLimitTests : EmulatorTest
{
    private const string Buckets = "/oss/v2/buckets";
    private const string WorkItem = "/da/us-east/v3/workitems/none";
    private const string Engines = "/da/us-east/v3/engines";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.TimeProvider = _time;
        options.RateLimits = new RateLimits { Token = 4, ObjectStorage = 3, Automation = 2, WorkItemStatus = 1 };
    }

    [Fact]
    public void The_defaults_are_the_services_numbers()
    {
        new RateLimits().ShouldBe(new RateLimits
        {
            Token = 500, Authorize = 100, Revoke = 100, Introspect = 100, ObjectStorage = 1000, Automation = 100, WorkItemStatus = 150,
        });
    }

    [Fact]
    public async Task Nothing_is_limited_unless_it_is_asked_for()
    {
        new ApsEmulatorOptions().RateLimits.ShouldBeNull();
        await using var emulator = await ApsEmulator.StartAsync(cancellationToken: Cancellation);
        using var client = new HttpClient { BaseAddress = emulator.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync("code:all", emulator.BaseAddress));
        for (var i = 0; i < 200; i++) await ExpectAsync(client, Engines, HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_call_too_many_answers_429_until_its_minute_has_passed()
    {
        using var client = await ClientAsync();
        for (var i = 0; i < 3; i++) await ExpectAsync(client, Buckets, HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromSeconds(20));

        using (var refused = await client.GetAsync(Buckets, Cancellation))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Headers.RetryAfter.ShouldBe(new RetryConditionHeaderValue(TimeSpan.FromSeconds(40)));
            (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"developerMessage":"Quota limit exceeded."}""");
        }

        _time.Advance(TimeSpan.FromSeconds(39));
        await ExpectAsync(client, Buckets, HttpStatusCode.TooManyRequests);
        _time.Advance(TimeSpan.FromSeconds(1));
        await ExpectAsync(client, Buckets, HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_status_of_a_WorkItem_has_a_limit_of_its_own()
    {
        using var client = await ClientAsync();
        await ExpectAsync(client, WorkItem, HttpStatusCode.NotFound);
        await ExpectAsync(client, WorkItem, HttpStatusCode.TooManyRequests);

        await ExpectAsync(client, Engines, HttpStatusCode.OK);
        await ExpectAsync(client, Engines, HttpStatusCode.OK);
        await ExpectAsync(client, Engines, HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Each_client_id_has_its_own_calls()
    {
        using var greedy = await ClientAsync();
        for (var i = 0; i < 4; i++) using (await greedy.GetAsync(Buckets, Cancellation)) { }
        using var modest = await ClientAsync(clientId: "client-b");

        await ExpectAsync(greedy, Buckets, HttpStatusCode.TooManyRequests);
        await ExpectAsync(modest, Buckets, HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tokens_are_limited_wherever_the_credentials_are(bool inHeader)
    {
        using var client = Anonymous();
        for (var i = 0; i < 5; i++)
        {
            var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "data:read" };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/authentication/v2/token");
            if (inHeader) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("app:secret"u8));
            else (form["client_id"], form["client_secret"]) = ("app", "secret");
            request.Content = new FormUrlEncodedContent(form);

            using var answer = await client.SendAsync(request, Cancellation);

            answer.StatusCode.ShouldBe(i < 4 ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests);
        }
    }

    [Fact]
    public async Task The_usage_is_listed_by_client_id_and_family()
    {
        using var client = await ClientAsync();
        for (var i = 0; i < 4; i++) using (await client.GetAsync(Buckets, Cancellation)) { }
        _time.Advance(TimeSpan.FromMinutes(2));
        using (await client.GetAsync(WorkItem, Cancellation)) { }

        var usage = JsonNode.Parse(await client.GetStringAsync("/_apsis/usage", Cancellation))!["usage"];

        JsonNode.DeepEquals(usage, JsonNode.Parse("""
            [
              { "clientId": "client-a", "family": "auth.token", "calls": 1, "refused": 0, "thisMinute": 0, "limitPerMinute": 4 },
              { "clientId": "client-a", "family": "da.workitems.get", "calls": 1, "refused": 0, "thisMinute": 1, "limitPerMinute": 1 },
              { "clientId": "client-a", "family": "oss", "calls": 4, "refused": 1, "thisMinute": 0, "limitPerMinute": 3 }
            ]
            """)).ShouldBeTrue(usage!.ToJsonString());
    }

    [Fact]
    public async Task A_web_page_cannot_read_the_usage()
    {
        using var client = Anonymous();
        client.DefaultRequestHeaders.Add("Origin", "https://example.com");

        await ExpectAsync(client, "/_apsis/usage", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_limit_below_one_is_refused_at_the_start()
    {
        var options = new ApsEmulatorOptions { RateLimits = new RateLimits { Automation = 0 } };

        (await Should.ThrowAsync<ApsEmulatorException>(() => ApsEmulator.StartAsync(options, Cancellation))).Message.ShouldContain("0 calls a minute");
    }

    private static async Task ExpectAsync(HttpClient client, string path, HttpStatusCode expected)
    {
        using var answer = await client.GetAsync(path, Cancellation);
        answer.StatusCode.ShouldBe(expected);
    }
}
