using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Emulator.Tests.Automation;

/// <summary>How many, how long, and in which form: what Design Automation refuses.</summary>
public sealed class LimitTests : AutomationTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    protected override void Configure(ApsEmulatorOptions options) => options.TimeProvider = _time;

    [Fact]
    public async Task A_definition_has_100_versions_and_100_aliases_at_most()
    {
        await CallAsync(HttpMethod.Post, "/appbundles", new { id = "Much", engine = "Local.Shell+1" });
        for (var i = 2; i <= 100; i++)
            (await CallAsync(HttpMethod.Post, "/appbundles/Much/versions", new { engine = "Local.Shell+1" }))["version"]!.GetValue<int>().ShouldBe(i);
        (await RefusalAsync(HttpMethod.Post, "/appbundles/Much/versions", new { engine = "Local.Shell+1" })).Status.ShouldBe(HttpStatusCode.Forbidden);

        for (var i = 0; i < 100; i++) await CallAsync(HttpMethod.Post, "/appbundles/Much/aliases", new { id = $"a{i}", version = 1 });
        (await RefusalAsync(HttpMethod.Post, "/appbundles/Much/aliases", new { id = "more", version = 1 })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await RefusalAsync(HttpMethod.Post, "/appbundles/Much/aliases", new { id = "a1", version = 1 })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_alias_is_shared_with_30_apps_at_most()
    {
        await ShellActivityAsync("Shared", "true");
        (await RefusalAsync(HttpMethod.Patch, "/activities/Shared/aliases/prod", new { receiver = Apps(31) })).Status.ShouldBe(HttpStatusCode.BadRequest);
        var alias = await CallAsync(HttpMethod.Patch, "/activities/Shared/aliases/prod", new { receiver = Apps(30) });
        alias["receiver"]!.AsArray().Count.ShouldBe(30);
        (await CallAsync(HttpMethod.Get, "/shares"))["data"]!.AsArray().Count.ShouldBe(20);

        static IEnumerable<string> Apps(int count) => Enumerable.Range(0, count).Select(i => $"app{i}");
    }

    [Fact]
    public async Task Names_have_40_characters_and_nicknames_20()
    {
        await CallAsync(HttpMethod.Post, "/appbundles", new { id = new string('n', 40), engine = "Local.Shell+1" });
        foreach (var wrong in new[] { new string('n', 41), "a-b", "a.b", "ä", "" })
            (await RefusalAsync(HttpMethod.Post, "/appbundles", new { id = wrong, engine = "Local.Shell+1" })).Status.ShouldBe(HttpStatusCode.BadRequest);

        using var other = await ClientAsync(clientId: "client-b");
        (await RefusalAsync(HttpMethod.Patch, "/forgeapps/me", new { nickname = new string('n', 21) }, other)).Status.ShouldBe(HttpStatusCode.BadRequest);
        await CallAsync(HttpMethod.Patch, "/forgeapps/me", new { nickname = new string('n', 20) }, other);
        // Another app's id stays an id, and the app is always "me".
        (await RefusalAsync(HttpMethod.Get, "/forgeapps/client-a")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_new_version_has_no_id_of_its_own()
    {
        await ShellActivityAsync("Plot", "true");
        var (status, body) = await RefusalAsync(HttpMethod.Post, "/activities/Plot/versions", new { id = "Plot", engine = "Local.Shell+1", commandLine = "$(engine.path)/sh" });
        status.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(body)!["id"]![0]!.GetValue<string>().ShouldContain("must be null");
        (await RefusalAsync(HttpMethod.Post, "/activities", new { id = "Plot", engine = "Local.Shell+1", commandLine = "$(engine.path)/sh" })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Batches_and_questions_have_their_size()
    {
        var item = new { activityId = "Autodesk.Nop+Latest" };
        (await CallAsync(HttpMethod.Post, "/workitems/batch", Enumerable.Repeat(item, 100))).AsArray().Count.ShouldBe(100);
        await ShouldBeRefusedAsync("/workitems/batch", Enumerable.Repeat(item, 101));
        await ShouldBeRefusedAsync("/workitems/batch", Array.Empty<object>());
        await ShouldBeRefusedAsync("/workitems/batch", new object[] { item, new { activityId = "client-a.Other+prod" } });
        await ShouldBeRefusedAsync("/workitems/combine", new { parts = Enumerable.Repeat(item, 101), combinator = item });
        (await CallAsync(HttpMethod.Post, "/workitems/status", Enumerable.Range(0, 50).Select(Id)))["errors"]!.AsObject().Count.ShouldBe(50);
        await ShouldBeRefusedAsync("/workitems/status", Enumerable.Range(0, 51).Select(Id));

        static string Id(int i) => i.ToString("x32", CultureInfo.InvariantCulture);

        async Task ShouldBeRefusedAsync(string path, object body) => (await RefusalAsync(HttpMethod.Post, path, body)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task WorkItems_of_the_last_five_days_are_listed_in_pages_of_20()
    {
        await CallAsync(HttpMethod.Post, "/workitems/batch", Enumerable.Repeat(new { activityId = "Autodesk.Nop+Latest" }, 25));
        var since = _time.GetUtcNow().AddDays(-5).ToUnixTimeSeconds();
        var first = await CallAsync(HttpMethod.Get, $"/workitems?startAfterTime={since}");
        first["data"]!.AsArray().Count.ShouldBe(20);
        var second = await CallAsync(HttpMethod.Get, $"/workitems?startAfterTime={since}&page={first["paginationToken"]}");
        second["data"]!.AsArray().Count.ShouldBe(5);
        second["paginationToken"].ShouldBeNull();
        // The sample of the page has milliseconds.
        (await CallAsync(HttpMethod.Get, $"/workitems?startAfterTime={since * 1000}"))["data"]!.AsArray().Count.ShouldBe(20);
        (await CallAsync(HttpMethod.Get, $"/workitems?startAfterTime={_time.GetUtcNow().AddSeconds(1).ToUnixTimeSeconds()}"))["data"]!.AsArray().ShouldBeEmpty();
        (await RefusalAsync(HttpMethod.Get, $"/workitems?startAfterTime={since - 1}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await RefusalAsync(HttpMethod.Get, "/workitems?startAfterTime=yesterday")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_form_is_good_for_an_hour()
    {
        var created = await CallAsync(HttpMethod.Post, "/appbundles", new { id = "Tool", engine = "Local.Shell+1" });
        _time.Advance(TimeSpan.FromMinutes(59));
        await UploadBundleAsync(created, [1]);
        _time.Advance(TimeSpan.FromMinutes(2));
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in created["uploadParameters"]!["formData"]!.AsObject()) form.Add(new StringContent(value!.GetValue<string>()), name);
        form.Add(new ByteArrayContent([1]), "file");
        using var anonymous = new HttpClient();
        using var late = await anonymous.PostAsync(created["uploadParameters"]!["endpointURL"]!.GetValue<string>(), form, Cancellation);
        late.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await late.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Policy expired");
    }

    [Theory]
    [InlineData("P1", HttpStatusCode.OK)]
    [InlineData("p3", HttpStatusCode.OK)]
    [InlineData("all", HttpStatusCode.OK)]
    [InlineData("P2", HttpStatusCode.BadRequest)]
    public async Task The_statistics_of_a_queue_know_three_priorities(string priority, HttpStatusCode expected)
    {
        (await RefusalAsync(HttpMethod.Get, $"/health/Revit/stats?priority={priority}")).Status.ShouldBe(expected);
        (await RefusalAsync(HttpMethod.Get, "/health/Nothing/stats")).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var engine in new[] { "AutoCAD", "Revit", "Inventor", "Fusion", "3dsMax" })
            (await CallAsync(HttpMethod.Get, $"/health/{engine}"))["Status"]!.GetValue<string>().ShouldBe("Fully Operational");
    }

    [Theory]
    [InlineData("/da/eu-west/v3/engines", HttpStatusCode.NotFound)]
    [InlineData("/da/us-west/v3/engines", HttpStatusCode.NotFound)]
    [InlineData("/da/us-east/v2/engines", HttpStatusCode.NotFound)]
    [InlineData("//da/us-east/v3/engines", HttpStatusCode.OK)]
    public async Task One_region_and_one_version_are_served(string path, HttpStatusCode expected)
    {
        using var answer = await Client.GetAsync(Emulator.BaseAddress.GetLeftPart(UriPartial.Authority) + path, Cancellation);
        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Answers_are_JSON_without_a_charset_and_refusals_are_a_map_or_a_string()
    {
        foreach (var path in new[] { "/engines", "/forgeapps/me", "/activities?page=x!", "/activities/client-a.None+prod", "/workitems" })
        {
            using var answer = await SendAsync(HttpMethod.Get, path);
            answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json", path);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
            if (answer.StatusCode == HttpStatusCode.BadRequest) body.AsObject().Single().Value!.AsArray().Single()!.GetValue<string>().ShouldNotBeEmpty();
            if (answer.StatusCode == HttpStatusCode.NotFound) body.GetValue<string>().ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task The_limits_of_the_engines_are_the_services()
    {
        var limits = (await CallAsync(HttpMethod.Get, "/servicelimits/me"))["backendLimits"]!;
        foreach (var (engine, seconds, megabytes) in new[] { ("AutoCAD", 100, 500), ("Inventor", 900, 500), ("Revit", 10800, 5000), ("3dsMax", 3600, 5000), ("Fusion", 900, 500), ("Test", 300, 500) })
        {
            limits[engine]!["limitProcessingTimeSec"]!.GetValue<int>().ShouldBe(seconds, engine);
            limits[engine]!["limitTotalUncompressedAppsSizeInMB"]!.GetValue<int>().ShouldBe(megabytes, engine);
        }

        foreach (var (engine, most) in new[] { ("AutoCAD", 3600), ("Inventor", 43200), ("Revit", 43200), ("3dsMax", 36000), ("Fusion", 3600) })
        {
            await CallAsync(HttpMethod.Put, "/servicelimits/me", Limit(engine, most));
            (await RefusalAsync(HttpMethod.Put, "/servicelimits/me", Limit(engine, most + 1))).Status.ShouldBe(HttpStatusCode.BadRequest);
        }

        static object Limit(string engine, int seconds) => new { backendLimits = new Dictionary<string, object> { [engine] = new { limitProcessingTimeSec = seconds } } };
    }

    [Fact]
    public async Task An_Activity_whose_bundle_is_deleted_runs_no_more()
    {
        await CallAsync(HttpMethod.Post, "/appbundles", new { id = "Tool", engine = "Local.Shell+1" });
        await CallAsync(HttpMethod.Post, "/appbundles/Tool/aliases", new { id = "prod", version = 1 });
        string[] bundles = ["client-a.Tool+prod"];
        var activity = await ActivityAsync("Use", new { id = "Use", engine = "Local.Shell+1", commandLine = "$(engine.path)/true", appbundles = bundles });
        (await SendAsync(HttpMethod.Delete, "/appbundles/Tool")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var (status, body) = await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = activity });
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.ShouldContain("does not exist any more");
    }

    [Fact]
    public async Task Members_that_nobody_knows_are_ignored()
    {
        await CallAsync(HttpMethod.Post, "/workitems", new { activityId = "Autodesk.Nop+Latest", ClientData = "x", callback = new { url = "http://127.0.0.1:1/" }, Nothing = (string?)null });
        await CallAsync(HttpMethod.Post, "/activities", new
        {
            id = "Odd", engine = "Local.Shell+1", COMMANDLINE = "$(engine.path)/sh", parameters = new { x = new { verb = "get", optional = true } }, instruction = new { },
        });
    }

    [Fact]
    public async Task Deleting_an_alias_that_is_not_there_is_no_mistake()
    {
        await ShellActivityAsync("Plot", "true");
        for (var i = 0; i < 2; i++) (await SendAsync(HttpMethod.Delete, "/activities/Plot/aliases/prod")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await RefusalAsync(HttpMethod.Get, "/activities/Plot/aliases/prod")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await RefusalAsync(HttpMethod.Delete, "/activities/Plot/aliases/$LATEST")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await RefusalAsync(HttpMethod.Post, "/activities/Plot/aliases", new { id = "next", version = 9 })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Delete, "/activities/Plot")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await RefusalAsync(HttpMethod.Delete, "/activities/Plot")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
