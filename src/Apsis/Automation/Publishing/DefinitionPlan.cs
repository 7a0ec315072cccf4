using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Automation.Publishing;

/// <summary>What is to be done to one definition. Pure: what the service has in, steps out.</summary>
internal sealed record DefinitionPlan
{
    private DefinitionPlan()
    {
    }

    /// <summary>The version that the alias shall stand for; null for one that is to be made.</summary>
    public int? Target { get; private init; }

    /// <summary>Makes room for the new version.</summary>
    public IReadOnlyList<PublishStep.DeleteVersion> DeletedBefore { get; private init; } = [];

    public PublishStep.CreateVersion? Created { get; private init; }

    public PublishStep.SetAlias? Aliased { get; private init; }

    public IReadOnlyList<PublishStep.DeleteVersion> DeletedAfter { get; private init; } = [];

    /// <exception cref="PublishException">The versions are used up.</exception>
    public static DefinitionPlan Of(Publication publication, DefinitionState state, int? keepVersions)
    {
        var target = state.AliasIsCurrent ? state.AliasVersion : state.ReadyVersion;
        var newest = state.Versions.Count == 0 ? 0 : state.Versions[^1];
        var old = keepVersions is { } keep ? OldVersions(state, target, keep).ToList() : [];
        var room = target is null ? Math.Max(0, state.Versions.Count + 1 - ApsLimits.MaxVersions) : 0;
        if (room > old.Count)
            throw new PublishException($"The {publication.Kind} {publication.Name} has {state.Versions.Count} versions, and the service keeps {ApsLimits.MaxVersions}. "
                + (keepVersions is null ? "Publish with KeepVersions (apsis deploy --keep N) to delete old ones." : "Too few of them can be deleted: keep fewer, or delete aliases."));

        var deletions = old.Order().Select(version => new PublishStep.DeleteVersion(publication.Kind, publication.Name, version)).ToList();
        var shares = publication.Receivers is { } receivers && !receivers.ToHashSet(StringComparer.Ordinal).SetEquals(state.Receivers);
        return new DefinitionPlan
        {
            Target = target,
            DeletedBefore = deletions[..room],
            Created = target is null ? new PublishStep.CreateVersion(publication.Kind, publication.Name, newest, publication.SourceBytes) : null,
            Aliased = state.AliasIsCurrent && !shares
                ? null
                : new PublishStep.SetAlias(publication.Kind, publication.Name, publication.Alias, state.AliasVersion, target, shares ? publication.Receivers : null),
            DeletedAfter = deletions[room..],
        };
    }

    // What an alias stands for, or is about to, is never old.
    private static IEnumerable<int> OldVersions(DefinitionState state, int? target, int keep) => state.Versions
        .OrderDescending()
        .Skip(target is null ? keep - 1 : keep)
        .Where(version => version != target && version != state.AliasVersion && !state.AliasedVersions.Contains(version));
}
