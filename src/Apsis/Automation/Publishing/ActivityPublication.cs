namespace Apsis.Automation.Publishing;

/// <summary>An Activity on its way.</summary>
internal sealed class ActivityPublication : Publication<Activity>
{
    private readonly Activity _definition;

    private ActivityPublication(ActivitiesResource activities, Activity definition, string hash)
        : base(activities)
    {
        Hash = hash;
        _definition = definition with { Id = null, Version = null, Description = ContentMark.Describe(definition.Description, hash) };
    }

    protected override string Hash { get; }

    public static ActivityPublication Of(AutomationClient automation, ActivityRelease release, string owner)
    {
        var definition = release.Definition with { AppBundles = [.. release.Definition.AppBundles.Select(id => id.Contains('.', StringComparison.Ordinal) ? id : $"{owner}.{id}")] };
        return new ActivityPublication(automation.Activities, definition, CanonicalDefinition.HashOf(definition))
        {
            Kind = DefinitionKind.Activity,
            Name = release.Definition.Id!,
            Alias = release.Alias,
            Receivers = release.Receivers,
            Owner = owner,
        };
    }

    public override async Task<int> CreateVersionAsync(bool isFirst, CancellationToken cancellationToken) =>
        VersionOf(await CreateAsync(_definition with { Id = Name }, _definition, isFirst, cancellationToken).ConfigureAwait(false));
}
