using Apsis.Exceptions;
using Apsis.Files;

namespace Apsis.Automation.Publishing;

/// <summary>An AppBundle on its way.</summary>
internal sealed class AppBundlePublication : Publication<AppBundle>
{
    private readonly AppBundlesResource _bundles;
    private readonly AppBundle _definition;
    private readonly BundleContent _content;
    private readonly PackageCheck _package;

    private AppBundlePublication(AutomationClient automation, AppBundle definition, BundleContent content)
        : base(automation.AppBundles)
    {
        _bundles = automation.AppBundles;
        _content = content;
        _package = new PackageCheck(automation.Pipeline);
        Hash = CanonicalDefinition.HashOf(definition, content.Hash);
        _definition = definition with { Id = null, Version = null, Package = null, UploadParameters = null, Description = ContentMark.Describe(definition.Description, Hash) };
    }

    public override long? SourceBytes => _content.Bytes;

    protected override string Hash { get; }

    public static async Task<AppBundlePublication> OfAsync(AutomationClient automation, AppBundleRelease release, string owner, CancellationToken cancellationToken) =>
        new(automation, release.Definition, await BundleContent.ReadAsync(release.Path, cancellationToken).ConfigureAwait(false))
        {
            Kind = DefinitionKind.AppBundle,
            Name = release.Definition.Id!,
            Alias = release.Alias,
            Receivers = release.Receivers,
            Owner = owner,
        };

    public override async Task<int> CreateVersionAsync(bool isFirst, CancellationToken cancellationToken)
    {
        // Packed first: what can not be packed must not leave a version without content.
        using var temporary = new TemporaryFile($"{Name}.zip");
        var zip = await _content.PackAsync(temporary, cancellationToken).ConfigureAwait(false);
        AppBundlesResource.CheckSize(zip);

        var created = await CreateAsync(_definition with { Id = Name }, _definition, isFirst, cancellationToken).ConfigureAwait(false);
        var version = VersionOf(created);
        var form = created.UploadParameters ?? throw new PublishException($"The service gave no address for the zip of the AppBundle {Name}. The alias was not moved; publish again.");
        await _bundles.UploadAsync(form, zip, cancellationToken).ConfigureAwait(false);

        var arrived = await _package.BytesAsync(await LatestAsync(version, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var sent = new FileInfo(zip).Length;
        return arrived == sent
            ? version
            : throw new PublishException($"The upload of the AppBundle {Name} can not be verified: {sent} bytes were sent, and the service has {arrived?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}. "
                + "The alias was not moved; publish again.");
    }

    // A creation whose upload failed has left a version without content.
    protected override async Task<bool> IsWholeAsync(AppBundle version, CancellationToken cancellationToken) =>
        await _package.BytesAsync(version, cancellationToken).ConfigureAwait(false) > 0;

    // Only the answer by alias has the address of the zip, and no alias but the newest version's own stands for it yet.
    private async Task<AppBundle> LatestAsync(int version, CancellationToken cancellationToken)
    {
        var newest = await _package.UntilAsync(
            () => FindAsync(DefinitionState.Latest, cancellationToken), found => found?.Version >= version, cancellationToken).ConfigureAwait(false);
        return newest?.Version == version
            ? newest
            : throw new PublishException($"Version {version} of the AppBundle {Name} was uploaded, but the newest version is {newest?.Version}: somebody else publishes it too. "
                + "The alias was not moved; plan again when that is done.");
    }
}
