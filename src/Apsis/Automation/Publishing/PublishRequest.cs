namespace Apsis.Automation.Publishing;

/// <summary>What shall be published together: aliases that something uses already move after everything is there.</summary>
public sealed record PublishRequest
{
    /// <summary>The AppBundles.</summary>
    public IReadOnlyList<AppBundleRelease> AppBundles { get; init; } = [];

    /// <summary>The Activities, which may use these AppBundles.</summary>
    public IReadOnlyList<ActivityRelease> Activities { get; init; } = [];

    /// <summary>How many of the newest versions of each are kept, 1 to 99; older ones that no alias stands for are deleted. Null, the default, deletes none.</summary>
    public int? KeepVersions { get; init; }

    internal void Check()
    {
        if (KeepVersions is < 1 or >= Http.ApsLimits.MaxVersions)
            throw new ArgumentException($"KeepVersions is {KeepVersions}; it must be 1 to {Http.ApsLimits.MaxVersions - 1}.");

        var names = AppBundles.Select(release => (Kind: DefinitionKind.AppBundle, release.Definition.Id, release.Alias))
            .Concat(Activities.Select(release => (Kind: DefinitionKind.Activity, release.Definition.Id, release.Alias))).ToList();
        foreach (var (kind, name, alias) in names)
        {
            if (!ActivityName.IsName(name))
                throw new ArgumentException($"'{name}' is no name of an {kind}; a name has 1 to 40 letters, digits and underscores.");
            if (!ActivityName.IsName(alias))
                throw new ArgumentException($"'{alias}' is no alias of the {kind} {name}; an alias has 1 to 40 letters, digits and underscores.");
        }

        if (names.GroupBy(name => (name.Kind, name.Id)).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The {twice.Key.Kind} {twice.Key.Id} is to be published twice.");
    }
}
