using Apsis.Automation;
using Apsis.Automation.Publishing;
using Apsis.Exceptions;

namespace Apsis.Tests.Automation.Publishing;

public sealed class PublishTests : PublishingTest
{
    [Fact]
    public async Task What_is_published_first_runs()
    {
        var plan = await Automation.PlanPublishAsync(Request(), Stop);
        Writes.ShouldBeEmpty();
        plan.Steps.Select(step => step.ToString()).ShouldBe(
        [
            "create AppBundle Say and upload its files (30 bytes)",
            "create the alias Say+prod for the new version (AppBundle)",
            "create Activity Do",
            "create the alias Do+prod for the new version (Activity)",
        ]);

        var steps = new List<PublishStep>();
        var result = await plan.ApplyAsync(new Recorder(steps), Stop);

        steps.ShouldBe(plan.Steps);
        result.Definitions.ShouldBe(
        [
            new PublishedDefinition { Kind = DefinitionKind.AppBundle, QualifiedId = "client-a.Say+prod", Version = 1, IsChanged = true, IsNewVersion = true },
            new PublishedDefinition { Kind = DefinitionKind.Activity, QualifiedId = "client-a.Do+prod", Version = 1, IsChanged = true, IsNewVersion = true },
        ]);
        var item = await Automation.WorkItems.CreateAsync(new WorkItemSpec { ActivityId = "client-a.Do+prod" }, Stop);
        (await Aps.Workflow().WaitForCompletionAsync(item.Id, cancellationToken: Stop)).Status.ShouldBe(WorkItemStatus.Success);
    }

    [Fact]
    public async Task What_is_published_already_is_said_and_left_alone()
    {
        await Automation.PublishAsync(Request(), cancellationToken: Stop);
        var (writes, calls) = (Writes.Count, Calls);

        var plan = await Automation.PlanPublishAsync(Request(), Stop);
        (Calls - calls).ShouldBe(3);
        plan.ChangesNothing.ShouldBeTrue();

        var result = await plan.ApplyAsync(cancellationToken: Stop);
        result.Steps.ShouldBeEmpty();
        result.Definitions.ShouldAllBe(definition => definition.Version == 1 && !definition.IsNewVersion && !definition.IsChanged);
        (Calls - calls).ShouldBe(3);
        Writes.Count.ShouldBe(writes);
    }

    [Fact]
    public async Task A_change_makes_a_version_and_moves_the_alias_last()
    {
        await Automation.PublishAsync(Request(), cancellationToken: Stop);
        var before = Writes.Count;
        WriteBundle("echo two");
        var request = Request();
        request = request with { Activities = [request.Activities[0] with { Definition = request.Activities[0].Definition with { Description = "Other." } }] };

        var result = await Automation.PublishAsync(request, cancellationToken: Stop);

        result.Definitions.Select(definition => definition.Version).ShouldBe([2, 2]);
        Writes.Skip(before).ShouldBe(
        [
            "POST appbundles/Say/versions",
            "POST /s3/dasprod-store",
            "POST activities/Do/versions",
            "PATCH appbundles/Say/aliases/prod",
            "PATCH activities/Do/aliases/prod",
        ]);
        (await Automation.AppBundles.GetAsync("client-a.Say+prod", Stop)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task One_of_them_can_be_published_alone()
    {
        var request = Request();
        (await Automation.PublishAppBundleAsync(request.AppBundles[0], Stop)).Version.ShouldBe(1);
        (await Automation.PublishActivityAsync(request.Activities[0], Stop)).IsNewVersion.ShouldBeTrue();
        (await Automation.PublishActivityAsync(request.Activities[0], Stop)).IsNewVersion.ShouldBeFalse();
    }

    [Fact]
    public async Task A_zip_that_is_ready_is_published_as_it_is()
    {
        var zip = Aps.PathOf("ready.zip");
        await System.IO.Compression.ZipFile.CreateFromDirectoryAsync(Aps.PathOf("Say.bundle"), zip, System.IO.Compression.CompressionLevel.Fastest, true, Stop);
        var release = Request().AppBundles[0] with { Path = zip };

        (await Automation.PublishAppBundleAsync(release, Stop)).Version.ShouldBe(1);
        (await Automation.PublishAppBundleAsync(release, Stop)).IsNewVersion.ShouldBeFalse();
    }

    [Fact]
    public async Task A_version_that_only_lacks_the_alias_is_not_made_again()
    {
        await Automation.PublishAppBundleAsync(Request("dev").AppBundles[0], Stop);
        var before = Writes.Count;

        var published = await Automation.PublishAppBundleAsync(Request("prod").AppBundles[0], Stop);

        (published.Version, published.IsNewVersion).ShouldBe((1, false));
        Writes.Skip(before).ShouldAllBe(call => call.Contains("/aliases", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Receivers_are_set_changed_and_taken_away()
    {
        await Automation.PublishAsync(Request(receivers: ["client-b"]), cancellationToken: Stop);
        (await Aps.Automation("client-b").Activities.GetAsync("client-a.Do+prod", Stop)).Version.ShouldBe(1);

        (await Automation.PlanPublishAsync(Request(receivers: ["client-b"]), Stop)).ChangesNothing.ShouldBeTrue();
        (await Automation.PlanPublishAsync(Request(receivers: null), Stop)).ChangesNothing.ShouldBeTrue();
        var plan = await Automation.PlanPublishAsync(Request(receivers: ["client-c", "client-d"]), Stop);
        plan.Steps.ShouldHaveSingleItem().ToString().ShouldBe("keep the alias Do+prod at version 1, shared with client-c, client-d (Activity)");
        await plan.ApplyAsync(cancellationToken: Stop);
        await Automation.PublishAsync(Request(receivers: []), cancellationToken: Stop);

        (await Automation.Shares.ListAsync(Stop).ToListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_owner_is_the_client_id_until_there_is_a_nickname()
    {
        (await Automation.PlanPublishAsync(Request(), Stop)).OwnerIsClientId.ShouldBeTrue();
        await Automation.App.SetNicknameAsync("Walls", Stop);

        var plan = await Automation.PlanPublishAsync(Request(), Stop);
        plan.OwnerIsClientId.ShouldBeFalse();
        plan.QualifiedIds.ShouldBe(["Walls.Say+prod", "Walls.Do+prod"]);
        await plan.ApplyAsync(cancellationToken: Stop);
    }

    [Theory]
    [InlineData("no name", "prod")]
    [InlineData("Say", "$LATEST")]
    public async Task Names_that_are_none_are_refused_before_any_call(string name, string alias)
    {
        var release = Request(alias).AppBundles[0] with { Definition = new AppBundle { Id = name, Engine = "Local.Shell+1" } };
        await Should.ThrowAsync<ArgumentException>(() => Automation.PublishAppBundleAsync(release, Stop));
        await Should.ThrowAsync<ArgumentException>(() => Automation.PublishAsync(Request() with { KeepVersions = 100 }, cancellationToken: Stop));
        await Should.ThrowAsync<ArgumentException>(() => Automation.PublishAsync(Request() with { AppBundles = [Request().AppBundles[0], Request().AppBundles[0]] }, cancellationToken: Stop));
        Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_bundle_that_is_missing_empty_or_too_large_creates_nothing()
    {
        Directory.CreateDirectory(Aps.PathOf("Empty.bundle"));
        await using (var large = File.Create(Aps.PathOf("large.zip")))
            large.SetLength(100 * 1024 * 1024 + 1);

        foreach (var (path, expected) in new[] { ("Nowhere.bundle", "does not exist"), ("Empty.bundle", "is empty"), ("Say.bundle/PackageContents.xml", "no .zip"), ("large.zip", "accepts") })
        {
            var release = Request().AppBundles[0] with { Path = Aps.PathOf(path) };
            (await Should.ThrowAsync<TransferException>(() => Automation.PublishAppBundleAsync(release, Stop))).Message.ShouldContain(expected);
        }

        Writes.ShouldBeEmpty();
    }

    private sealed class Recorder(List<PublishStep> steps) : IProgress<PublishStep>
    {
        public void Report(PublishStep value) => steps.Add(value);
    }
}
