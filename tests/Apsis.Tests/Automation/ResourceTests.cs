using System.Net;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.Automation;

/// <summary>Each call of Design Automation against the emulator.</summary>
public sealed class ResourceTests
{
    private static readonly Activity Nothing = new() { Engine = "Local.Shell+1", CommandLine = ["$(engine.path)/sh -c true"] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Engines_are_listed_over_all_pages_and_described()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var engines = aps.Automation().Engines;

        var ids = await engines.ListAsync(Stop).ToListAsync(Stop);
        ids.Count.ShouldBeGreaterThan(20);
        ids.ShouldBeUnique();

        var engine = await engines.GetAsync("Autodesk.Revit+2026", Stop);
        engine.Id.ShouldBe("Autodesk.Revit+2026");
        engine.ProductVersion.ShouldBe("2026");
        engine.Version.ShouldNotBeNull();
        (await Should.ThrowAsync<AutomationException>(() => engines.GetAsync("Autodesk.Revit+1999", Stop))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Health_is_told_by_product_and_by_priority()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var engines = aps.Automation().Engines;

        (await engines.GetHealthAsync("Revit", Stop)).Status.ShouldBe("Fully Operational");
        (await engines.GetHealthStatsAsync("Revit", cancellationToken: Stop)).P95QueueTimeMs.ShouldNotBeNull();
        (await engines.GetHealthStatsAsync("Revit", WorkItemPriority.All, Stop)).P50QueueTimeMs.ShouldNotBeNull();
        (await Should.ThrowAsync<AutomationException>(() => engines.GetHealthStatsAsync("Revit", new("P7"), Stop))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Versions_are_made_listed_read_and_deleted()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var activities = aps.Automation().Activities;

        (await activities.CreateAsync(Nothing with { Id = "Do", Description = "one" }, Stop)).Version.ShouldBe(1);
        for (var version = 2; version <= 25; version++)
            (await activities.CreateVersionAsync("Do", Nothing with { Description = $"{version}" }, Stop)).Version.ShouldBe(version);

        (await activities.ListVersionsAsync("Do", Stop).OrderBy(version => version).ToListAsync(Stop)).ShouldBe(Enumerable.Range(1, 25));
        (await activities.GetVersionAsync("Do", 7, Stop)).Description.ShouldBe("7");
        await activities.DeleteVersionAsync("Do", 7, Stop);
        (await Should.ThrowAsync<AutomationException>(() => activities.GetVersionAsync("Do", 7, Stop))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await activities.GetAsync("client-a.Do+$LATEST", Stop)).Description.ShouldBe("25");

        await activities.DeleteAsync("Do", Stop);
        (await activities.ListAsync(Stop).ToListAsync(Stop)).ShouldNotContain(id => id.Contains(".Do+", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Aliases_are_made_moved_shared_and_deleted()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var (mine, yours) = (aps.Automation(), aps.Automation("client-b"));
        await mine.Activities.CreateAsync(Nothing with { Id = "Do" }, Stop);
        await mine.Activities.CreateVersionAsync("Do", Nothing with { Description = "two" }, Stop);

        await mine.Activities.CreateAliasAsync("Do", new Alias { Id = "prod", Version = 1, Receivers = ["client-b"] }, Stop);
        (await mine.Activities.GetAliasAsync("Do", "prod", Stop)).Receivers.ShouldBe(["client-b"]);
        (await yours.Activities.GetAsync("client-a.Do+prod", Stop)).Version.ShouldBe(1);
        (await mine.Shares.ListAsync(Stop).ToListAsync(Stop)).ShouldHaveSingleItem().ShouldBe(new Share { Id = "Do+prod", Receiver = "client-b", Type = "activity" });

        (await mine.Activities.UpdateAliasAsync("Do", new Alias { Id = "prod", Version = 2 }, Stop)).Receivers.ShouldBe(["client-b"]);
        (await mine.Activities.UpdateAliasAsync("Do", new Alias { Id = "prod", Receivers = ["client-b", "client-c"] }, Stop)).Version.ShouldBe(2);
        (await mine.Shares.ListAsync(Stop).ToListAsync(Stop)).Count.ShouldBe(2);
        (await mine.Activities.UpdateAliasAsync("Do", new Alias { Id = "prod", Receivers = [] }, Stop)).Receivers.ShouldBeNull();
        (await mine.Shares.ListAsync(Stop).ToListAsync(Stop)).ShouldBeEmpty();

        (await mine.Activities.SetAliasAsync("Do", "dev", 1, Stop)).Version.ShouldBe(1);
        (await mine.Activities.ListAliasesAsync("Do", Stop).Select(alias => alias.Id).ToListAsync(Stop)).ShouldBe(["$LATEST", "dev", "prod"], ignoreOrder: true);
        await mine.Activities.DeleteAliasAsync("Do", "dev", Stop);
        (await Should.ThrowAsync<AutomationException>(() => mine.Activities.GetAliasAsync("Do", "dev", Stop))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Service_limits_are_read_and_changed()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var limits = aps.Automation().ServiceLimits;

        var before = await limits.GetAsync(Stop);
        before.FrontendLimits!.LimitVersions.ShouldBe(100);
        before.BackendLimits!["Revit"].LimitTotalUncompressedAppsSizeInMB.ShouldBe(5000);

        await limits.UpdateAsync(new ServiceLimits
        {
            FrontendLimits = new FrontendLimits { LimitMonthlyProcessingTimeInHours = 2.5 },
            BackendLimits = new Dictionary<string, BackendLimits> { ["Revit"] = new() { LimitProcessingTimeSec = 60 } },
        }, Stop);

        var after = await limits.GetAsync(Stop);
        after.FrontendLimits!.LimitMonthlyProcessingTimeInHours.ShouldBe(2.5);
        after.BackendLimits!["Revit"].LimitProcessingTimeSec.ShouldBe(60);
        after.BackendLimits["AutoCAD"].ShouldBe(before.BackendLimits["AutoCAD"]);
    }

    [Fact]
    public async Task Work_items_are_submitted_in_batches_asked_for_in_chunks_listed_and_cancelled()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var automation = aps.Automation();
        var items = automation.WorkItems;
        var began = DateTimeOffset.UtcNow.AddMinutes(-1);

        var batch = await items.CreateBatchAsync([.. Enumerable.Repeat(new WorkItemSpec { ActivityId = "Autodesk.Nop+Latest" }, 60)], Stop);
        var ids = batch.Select(item => item.Id).ToList();
        ids.ShouldBeUnique();

        var statuses = await items.GetStatusesAsync([.. ids, "unknown-1", "unknown-2"], Stop);
        statuses.Results.Select(item => item.Id).ShouldBe(ids, ignoreOrder: true);
        statuses.Errors.Keys.ShouldBe(["unknown-1", "unknown-2"], ignoreOrder: true);
        (await items.ListAsync(began, Stop).Select(item => item.Id).Distinct().ToListAsync(Stop)).ShouldBe(ids, ignoreOrder: true);
        await items.DeleteAsync(ids[^1], Stop);
        (await items.GetAsync(ids[0], Stop)).ActivityId.ShouldBe("Autodesk.Nop+Latest");
    }

    [Fact]
    public async Task Beta_options_are_sent_and_echoed()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var item = await aps.Automation().WorkItems.CreateAsync(
            new WorkItemSpec { ActivityId = "Autodesk.Nop+Latest", Priority = WorkItemPriority.P1, MemoryGb = 64, Gpu = true }, Stop);

        (item.Priority, item.MemoryGb, item.Gpu).ShouldBe((WorkItemPriority.P1, 64, true));
    }

    [Fact]
    public async Task A_combination_sends_its_parts_and_its_combinator()
    {
        string? body = null;
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            context.Request.Path.Value.ShouldBe("/da/us-east/v3/workitems/combine");
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync(Stop);
            await ScriptedService.JsonAsync(context, """{"parts":[{"status":"pending","id":"p1"}],"combinator":{"status":"pending","stats":{},"id":"c"}}""");
        });
        var part = new WorkItemSpec
        {
            ActivityId = "me.Part+prod",
            Arguments = new Dictionary<string, WorkItemArgument> { ["Result"] = new WorkItemArgument.Transfer { Url = "das://intermediate/page1.pdf", Verb = Verb.Put } },
        };

        var combined = await service.Automation().WorkItems.CombineAsync([part], new WorkItemSpec { ActivityId = "me.Combine+prod" }, Stop);

        combined.Parts.ShouldHaveSingleItem().Id.ShouldBe("p1");
        combined.Combinator.Id.ShouldBe("c");
        body.ShouldBe("""{"parts":[{"activityId":"me.Part\u002Bprod","arguments":{"Result":{"url":"das://intermediate/page1.pdf","verb":"put"}}}],"combinator":{"activityId":"me.Combine\u002Bprod","arguments":{}}}""");
    }

    [Fact]
    public async Task Wrong_batches_combinations_and_listings_are_refused_before_any_call()
    {
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(context, "[]"));
        var items = service.Automation().WorkItems;
        var (one, other) = (new WorkItemSpec { ActivityId = "me.A+p" }, new WorkItemSpec { ActivityId = "me.B+p" });

        await Should.ThrowAsync<ArgumentException>(() => items.CreateBatchAsync([], Stop));
        await Should.ThrowAsync<ArgumentException>(() => items.CreateBatchAsync([one, other], Stop));
        await Should.ThrowAsync<ArgumentException>(() => items.CombineAsync([], one, Stop));
        await Should.ThrowAsync<ArgumentException>(() => items.CombineAsync([.. Enumerable.Repeat(one, 101)], other, Stop));
        await Should.ThrowAsync<ArgumentException>(() => items.GetStatusesAsync([], Stop));
        Should.Throw<ArgumentOutOfRangeException>(() => items.ListAsync(DateTimeOffset.UtcNow.AddDays(-6), Stop));
        service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_region_and_the_base_address_are_where_the_calls_go()
    {
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.JsonAsync(context, "\"me\""));
        using var pipeline = new Apsis.Http.ApsPipeline(service.Auth());

        await new AutomationClient(pipeline, "eu-west").App.GetNicknameAsync(Stop);

        service.Requests.ShouldHaveSingleItem().ShouldStartWith("GET /da/eu-west/v3/forgeapps/me");
        foreach (var region in (string[])["", "../x", "a b"])
            Should.Throw<ArgumentException>(() => new AutomationClient(pipeline, region));
    }
}
