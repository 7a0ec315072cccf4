using System.Net;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Automation;

public sealed class DefinitionTests : AutomationTest
{
    protected override void Configure(ApsEmulatorOptions options) => options.Automation.PublicAliasLimit = 1;

    [Theory]
    [InlineData("/activities", """{"id":"N","engine":"Local.Shell+1","commandLine":["$(engine.path)/sh"],"parameters":{"x":null}}""")]
    [InlineData("/activities", """{"id":"N","engine":"Local.Shell+1","commandLine":[null],"parameters":{}}""")]
    [InlineData("/activities", """{"id":"N","engine":"Local.Shell+1","commandLine":["$(engine.path)/sh"],"appbundles":[null]}""")]
    [InlineData("/activities", """{"id":"N","engine":"Local.Shell+1","commandLine":["$(engine.path)/sh"],"settings":{"s":null}}""")]
    [InlineData("/workitems", """{"activityId":"Autodesk.Nop+Latest","arguments":{"x":{"url":"http://127.0.0.1:9/x","localName":"x","references":[null]}}}""")]
    [InlineData("/workitems/batch", "[null]")]
    [InlineData("/workitems/status", "[null]")]
    public async Task A_null_where_something_must_be_is_the_caller_s_mistake_and_not_the_emulator_s(string path, string body)
    {
        var (status, answer) = await RefusalAsync(HttpMethod.Post, path, System.Text.Json.Nodes.JsonNode.Parse(body));

        ((int)status).ShouldBeInRange(200, 499, answer);
    }

    [Fact]
    public async Task A_nickname_is_set_while_the_app_is_empty_and_then_names_everything()
    {
        (await CallAsync(HttpMethod.Get, "/forgeapps/me")).GetValue<string>().ShouldBe("client-a");
        await CallAsync(HttpMethod.Patch, "/forgeapps/me", new { nickname = "Drafters" });
        (await ShellActivityAsync("Plot", "true")).ShouldBe("Drafters.Plot+prod");

        (await RefusalAsync(HttpMethod.Patch, "/forgeapps/me", new { nickname = "Others" })).Status.ShouldBe(HttpStatusCode.Conflict);
        await CallAsync(HttpMethod.Patch, "/forgeapps/me", new { nickname = "Drafters", publicKey = new { Exponent = "AQ==", Modulus = "Ag==" } });
        (await CallAsync(HttpMethod.Get, "/forgeapps/me"))["publicKey"]!["Exponent"]!.GetValue<string>().ShouldBe("AQ==");

        using var other = await ClientAsync(clientId: "client-b");
        (await RefusalAsync(HttpMethod.Patch, "/forgeapps/me", new { nickname = "drafters" }, other)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await RefusalAsync(HttpMethod.Patch, "/forgeapps/me", new { nickname = "a b" }, other)).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await SendAsync(HttpMethod.Delete, "/forgeapps/me")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await RefusalAsync(HttpMethod.Get, "/activities/Drafters.Plot+prod")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_addresses_of_reports_job_folders_and_packages_have_the_nickname_in_their_paths()
    {
        await CallAsync(HttpMethod.Patch, "/forgeapps/me", new { nickname = "Drafters" });
        await UploadBundleAsync(await CallAsync(HttpMethod.Post, "/appbundles", new { id = "Tool", engine = "Local.Shell+1" }), "PK!"u8.ToArray());
        await CallAsync(HttpMethod.Post, "/appbundles/Tool/aliases", new { id = "prod", version = 1 });
        var ended = await EndAsync(await SubmitAsync(await ShellActivityAsync("Plot", "true"), new { adskDebug = new { uploadJobFolder = true } }));
        string[] urls =
        [
            ended["reportUrl"]!.GetValue<string>(), ended["debugInfoUrl"]!.GetValue<string>(),
            (await CallAsync(HttpMethod.Get, "/appbundles/Drafters.Tool+prod"))["package"]!.GetValue<string>(),
        ];

        urls.Select(url => new Uri(url).AbsolutePath.Replace(ended["id"]!.GetValue<string>(), "ID", StringComparison.Ordinal)).ShouldBe(
            ["/s3/dasprod-store/workItem/Drafters/ID/report.txt", "/s3/dasprod-store/workItem/Drafters/ID/debugInfo.zip", "/s3/dasprod-store/apps/Drafters/Tool/1"]);
        using var anonymous = new HttpClient();
        foreach (var url in urls) (await anonymous.GetByteArrayAsync(url, Cancellation)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Versions_count_up_and_LATEST_follows()
    {
        await ShellActivityAsync("Plot", "true");
        var second = await CallAsync(HttpMethod.Post, "/activities/Plot/versions", new { engine = "Local.Shell+1", commandLine = "$(engine.path)/sh", description = "two" });
        second["version"]!.GetValue<int>().ShouldBe(2);
        second["id"]!.GetValue<string>().ShouldBe("client-a.Plot");
        second["commandLine"]!.AsArray().Count.ShouldBe(1);
        second.AsObject().ContainsKey("settings").ShouldBeFalse();

        foreach (var id in new[] { "client-a.Plot+$LATEST", "client-a.Plot%2B$LATEST" })
            (await CallAsync(HttpMethod.Get, $"/activities/{id}"))["description"]!.GetValue<string>().ShouldBe("two");
        (await CallAsync(HttpMethod.Get, "/activities/Plot/versions/1"))["id"]!.GetValue<string>().ShouldBe("Plot");
        (await CallAsync(HttpMethod.Get, "/activities/Plot/versions"))["data"]!.AsArray().Count.ShouldBe(2);
        (await RefusalAsync(HttpMethod.Delete, "/activities/Plot/versions/1")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await CallAsync(HttpMethod.Patch, "/activities/Plot/aliases/prod", new { version = 2 }))["version"]!.GetValue<int>().ShouldBe(2);
        await CallAsync(HttpMethod.Delete, "/activities/Plot/versions/1");
        (await CallAsync(HttpMethod.Get, "/activities/Plot/aliases"))["data"]!.AsArray().Select(alias => alias!["id"]!.GetValue<string>()).ShouldBe(["$LATEST", "prod"]);
    }

    [Theory]
    [InlineData("/activities/client-a.Nope+prod", HttpStatusCode.NotFound)]
    [InlineData("/activities/Nope", HttpStatusCode.NotFound)]
    [InlineData("/activities/a.b.c+d+e", HttpStatusCode.BadRequest)]
    [InlineData("/activities/..%2F..%2Fetc+x", HttpStatusCode.BadRequest)]
    [InlineData("/activities/client-a.Plot+prod/aliases", HttpStatusCode.BadRequest)]
    [InlineData("/engines/Local.Shell", HttpStatusCode.BadRequest)]
    [InlineData("/engines/Local.Nope+1", HttpStatusCode.NotFound)]
    [InlineData("/workitems/%0d%0a", HttpStatusCode.NotFound)]
    public async Task What_does_not_exist_or_parse_is_refused(string path, HttpStatusCode expected) =>
        (await RefusalAsync(HttpMethod.Get, path)).Status.ShouldBe(expected);

    [Fact]
    public async Task Patching_a_missing_alias_answers_the_services_own_string()
    {
        await ShellActivityAsync("Plot", "true");
        var (status, body) = await RefusalAsync(HttpMethod.Patch, "/activities/Plot/aliases/beta", new { version = 1 });

        status.ShouldBe(HttpStatusCode.NotFound);
        body.ShouldBe("\"Cannot modify alias that does not exist.\"");
    }

    [Theory]
    [InlineData("$(engine.path)/sh $(args[input].path)", "must be quoted")]
    [InlineData("$(engine.path)/sh \"$(args[output].path)\"", "not declared")]
    [InlineData("$(engine.path)/sh \"$(appbundles[X].path)\"", "not declared")]
    [InlineData("$(engine.path)/sh $(nonsense)", "not known")]
    public async Task A_command_line_is_checked(string commandLine, string expected)
    {
        var (status, body) = await RefusalAsync(HttpMethod.Post, "/activities", new
        {
            id = "Plot", engine = "Local.Shell+1", commandLine, parameters = new { input = new { verb = "get" } },
        });

        status.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(body)!["commandLine"]![0]!.GetValue<string>().ShouldContain(expected);
    }

    [Fact]
    public async Task Reserved_names_unknown_engines_and_hostile_local_names_are_refused()
    {
        object Activity(object parameters, string engine = "Local.Shell+1", string[]? appbundles = null) =>
            new { id = "Plot", engine, commandLine = "$(engine.path)/sh", parameters, appbundles = appbundles ?? [] };

        (await RefusalAsync(HttpMethod.Post, "/activities", Activity(new { adskX = new { verb = "get" } }))).Body.ShouldContain("reserved");
        (await RefusalAsync(HttpMethod.Post, "/activities", Activity(new { x = new { verb = "get", localName = "../x" } }))).Body.ShouldContain("working folder");
        (await RefusalAsync(HttpMethod.Post, "/activities", Activity(new { x = new { verb = "steal" } }))).Body.ShouldContain("verb");
        (await RefusalAsync(HttpMethod.Post, "/activities", Activity(new { }, engine: "Autodesk.Nothing+1"))).Body.ShouldContain("engine");
        (await RefusalAsync(HttpMethod.Post, "/activities", Activity(new { }, appbundles: ["client-a.None+prod"]))).Body.ShouldContain("does not exist");
        (await RefusalAsync(HttpMethod.Post, "/activities", Activity(new { }, appbundles: ["client-a.None+$LATEST"]))).Body.ShouldContain("Cannot use the alias $LATEST of None as a reference");
        (await RefusalAsync(HttpMethod.Post, "/activities", new { id = new string('x', 70_000) })).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Listings_come_in_pages_of_twenty_with_plain_tokens()
    {
        for (var i = 0; i < 13; i++) await ShellActivityAsync($"Plot{i}", "true");

        var ids = new List<string>();
        for (string? token = null; ;)
        {
            var page = await CallAsync(HttpMethod.Get, $"/activities?page={token}");
            page["data"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(20);
            ids.AddRange(page["data"]!.AsArray().Select(id => id!.GetValue<string>()));
            if (page["paginationToken"] is null) break;
            token = page["paginationToken"]!.GetValue<string>();
            token.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_');
        }

        ids.ShouldBeUnique();
        ids.Count.ShouldBe(27);
        ids[0].ShouldBe("client-a.Plot0+$LATEST");
        ids[^1].ShouldBe("Autodesk.Nop+Latest");
        (await RefusalAsync(HttpMethod.Get, "/activities?page=x!")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_client_sees_of_another_only_what_is_shared()
    {
        await ShellActivityAsync("Secret", "true");
        await ShellActivityAsync("Shared", "true");
        await ShellActivityAsync("Public", "true");
        using var other = await ClientAsync(clientId: "client-b");
        await CallAsync(HttpMethod.Patch, "/activities/Shared/aliases/prod", new { receiver = "client-b" });
        await CallAsync(HttpMethod.Patch, "/activities/Public/aliases/prod", new { receiver = "everyone" });

        var visible = (await CallAsync(HttpMethod.Get, "/activities", client: other))["data"]!.AsArray().Select(id => id!.GetValue<string>());
        visible.ShouldBe(["client-a.Public+prod", "client-a.Shared+prod", "Autodesk.Nop+Latest"]);
        (await RefusalAsync(HttpMethod.Get, "/activities/client-a.Secret+prod", client: other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await RefusalAsync(HttpMethod.Get, "/activities/client-a.Shared+$LATEST", client: other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await RefusalAsync(HttpMethod.Delete, "/activities/Shared", client: other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = "client-a.Secret+prod" }, other)).Status.ShouldBe(HttpStatusCode.BadRequest);

        var item = await CallAsync(HttpMethod.Post, "/workitems", new { activityId = "client-a.Shared+prod" }, other);
        (await RefusalAsync(HttpMethod.Get, $"/workitems/{item["id"]}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var shares = (await CallAsync(HttpMethod.Get, "/shares"))["data"]!.AsArray();
        shares.Select(share => $"{share!["id"]} {share["receiver"]} {share["type"]}").ShouldBe(["Public+prod everyone activity", "Shared+prod client-b activity"]);
        (await RefusalAsync(HttpMethod.Patch, "/activities/Secret/aliases/prod", new { receiver = "everyone" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await RefusalAsync(HttpMethod.Patch, "/activities/Secret/aliases/prod", new { receiver = "Everyone" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await RefusalAsync(HttpMethod.Get, "/activities/client-a.Secret+prod", client: other)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_health_of_an_engine_is_told_without_a_token_its_statistics_are_not()
    {
        using var anyone = new HttpClient { BaseAddress = Emulator.BaseAddress };
        using var health = await anyone.GetAsync("/da/us-east/v3/health/Revit", Cancellation);
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stats = await anyone.GetAsync("/da/us-east/v3/health/Revit/stats", Cancellation);
        stats.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Engines_health_and_limits_are_served()
    {
        (await CallAsync(HttpMethod.Get, "/engines/Autodesk.Revit%2B2024"))["id"]!.GetValue<string>().ShouldBe("Autodesk.Revit+2024");
        (await CallAsync(HttpMethod.Get, "/health/Revit"))["Status"]!.GetValue<string>().ShouldBe("Fully Operational");
        (await CallAsync(HttpMethod.Get, "/servicelimits/me"))["backendLimits"]!["AutoCAD"]!["limitProcessingTimeSec"]!.GetValue<int>().ShouldBe(100);
        await CallAsync(HttpMethod.Put, "/servicelimits/me", new { backendLimits = new { AutoCAD = new { limitProcessingTimeSec = 200 } } });
        (await CallAsync(HttpMethod.Get, "/servicelimits/me"))["backendLimits"]!["AutoCAD"]!["limitProcessingTimeSec"]!.GetValue<int>().ShouldBe(200);
        (await RefusalAsync(HttpMethod.Put, "/servicelimits/me", new { backendLimits = new { AutoCAD = new { limitProcessingTimeSec = 99999 } } })).Status.ShouldBe(HttpStatusCode.BadRequest);
        await CallAsync(HttpMethod.Put, "/servicelimits/me", new { frontendLimits = new { limitMonthlyProcessingTimeInHours = 0 } });
        (await RefusalAsync(HttpMethod.Post, "/workitems", new { activityId = "Autodesk.Nop+Latest" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        await CallAsync(HttpMethod.Put, "/servicelimits/me", new { backendLimits = new { AutoCAD = new { limitProcessingTimeSec = 300 } } });
        var limits = await CallAsync(HttpMethod.Get, "/servicelimits/me");
        limits["frontendLimits"]!["limitMonthlyProcessingTimeInHours"]!.GetValue<double>().ShouldBe(0);
        limits["frontendLimits"]!["limitVersions"]!.GetValue<int>().ShouldBe(100);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused()
    {
        using var weak = await ClientAsync("data:read");
        (await RefusalAsync(HttpMethod.Get, "/engines", client: weak)).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var none = Anonymous();
        (await RefusalAsync(HttpMethod.Get, "/engines", client: none)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
