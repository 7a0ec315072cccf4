using Apsis.Automation;
using Apsis.Automation.Publishing;
using Apsis.Exceptions;
using CsCheck;

namespace Apsis.Tests.Automation.Publishing;

/// <summary>Old versions go when they are asked to, and never one that an alias stands for.</summary>
public sealed class PruneTests : PublishingTest
{
    [Fact]
    public async Task The_newest_versions_and_those_with_an_alias_are_kept()
    {
        for (var number = 1; number <= 6; number++)
        {
            WriteBundle($"echo {number}");
            await Automation.PublishAsync(Request(), cancellationToken: Stop);
            if (number == 2)
                await Automation.AppBundles.SetAliasAsync("Say", "stable", 2, Stop);
        }

        WriteBundle("echo 7");
        var result = await Automation.PublishAsync(Request(keep: 2), cancellationToken: Stop);

        result.Steps.OfType<PublishStep.DeleteVersion>().Select(step => step.Version).ShouldBe([1, 3, 4, 5]);
        (await Automation.AppBundles.ListVersionsAsync("Say", Stop).Order().ToListAsync(Stop)).ShouldBe([2, 6, 7]);
        (await Automation.PlanPublishAsync(Request(keep: 2), Stop)).ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public async Task Before_the_limit_is_hit_old_versions_make_room_when_they_may()
    {
        var release = Request().Activities[0] with { Definition = new Activity { Id = "Do", Engine = "Local.Shell+1", CommandLine = ["$(engine.path)/sh -c true"] } };
        await Automation.PublishActivityAsync(release, Stop);
        for (var version = 2; version <= 100; version++)
            await Automation.Activities.CreateVersionAsync("Do", release.Definition with { Id = null, Description = $"{version}" }, Stop);
        var next = new PublishRequest { Activities = [release with { Definition = release.Definition with { Description = "next" } }] };
        var writes = Writes.Count;

        (await Should.ThrowAsync<PublishException>(() => Automation.PublishAsync(next, cancellationToken: Stop))).Message.ShouldContain("--keep");
        Writes.Count.ShouldBe(writes);

        var result = await Automation.PublishAsync(next with { KeepVersions = 98 }, cancellationToken: Stop);
        result.Steps.Select(step => step.ToString()).ShouldBe(
        [
            "delete version 2 of Activity Do",
            "add a version to Activity Do after version 100",
            "move the alias Do+prod from version 1 to the new version (Activity)",
            "delete version 3 of Activity Do",
        ]);
    }

    [Fact]
    public void Whatever_there_is_no_version_is_deleted_that_somebody_may_run() =>
        Gen.Select(Gen.Int[1, 140].HashSet[0, 110], Gen.Int[1, 140].HashSet[0, 20], Gen.Int[1, 99], Gen.Int[0, 200], Gen.Bool).Sample((numbers, aliased, keep, pick, isCurrent) =>
        {
            var versions = numbers.Order().ToList();
            var at = versions.Count == 0 ? null : (int?)versions[pick % versions.Count];
            var state = new DefinitionState
            {
                Versions = versions,
                AliasedVersions = aliased.Intersect(versions).ToHashSet(),
                AliasVersion = at,
                AliasIsCurrent = isCurrent && at is not null,
            };

            DefinitionPlan plan;
            try
            {
                plan = DefinitionPlan.Of(Fake, state, keep);
            }
            catch (PublishException)
            {
                // Refused only when even all that may go makes no room.
                return versions.Count >= 100 && versions.Count(version => version == at || state.AliasedVersions.Contains(version)) + keep - 1 >= 100;
            }

            var deleted = plan.DeletedBefore.Concat(plan.DeletedAfter).Select(step => step.Version).ToList();
            var kept = versions.Except(deleted).ToList();
            var newest = versions.OrderDescending().Take(plan.Target is null ? keep - 1 : keep);
            return deleted.Distinct().Count() == deleted.Count
                && (at is null || kept.Contains(at.Value))
                && state.AliasedVersions.All(kept.Contains)
                && newest.All(kept.Contains)
                && (plan.Created is null || versions.Count - plan.DeletedBefore.Count < 100)
                && (plan.Created is null) == state.AliasIsCurrent;
        }, iter: 2000);

    private static Publication Fake { get; } = new NoPublication { Kind = DefinitionKind.Activity, Name = "Do", Alias = "prod", Owner = "me", Receivers = null };

    private sealed class NoPublication : Publication
    {
        public override Task<DefinitionState> ReadStateAsync(bool withVersions, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task<int> CreateVersionAsync(bool isFirst, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task SetAliasAsync(int version, IReadOnlyList<string>? receivers, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task DeleteVersionAsync(int version, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
