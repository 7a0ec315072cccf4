using Apsis.Automation;
using Apsis.Cli.Output;

namespace Apsis.Cli.Deploy;

/// <summary>Publishes a folder: builds it, uploads what has changed, and moves the aliases last, so that a failure changes nothing that runs.</summary>
internal sealed class Publication(AutomationClient automation, Action<string> note)
{
    public async Task<DeployReport> PublishAsync(AppFolder folder, CancellationToken cancellationToken)
    {
        var manifest = folder.Manifest;
        var alias = manifest.Activity.Alias;
        if (manifest.Bundle?.Build is { } command)
        {
            note($"building: {string.Join(' ', command)}");
            await BuildStep.RunAsync(folder, command, cancellationToken);
        }

        var owner = await automation.App.GetNicknameAsync(cancellationToken);
        var bundle = manifest.Bundle is null ? null : await BundleAsync(folder, owner, cancellationToken);
        // A new Activity can only name a bundle's alias that exists; one that exists moves when the Activity is ready too.
        if (bundle is { Version: { } first, HasAlias: false })
            await automation.AppBundles.SetAliasAsync(bundle.Name, alias, first, cancellationToken);

        var activity = await ActivityAsync(manifest.Activity, owner, bundle?.QualifiedId, cancellationToken);
        if (bundle is { Version: { } next, HasAlias: true })
            await automation.AppBundles.SetAliasAsync(bundle.Name, alias, next, cancellationToken);
        if (activity.Version is { } version)
            await automation.Activities.SetAliasAsync(activity.Name, alias, version, cancellationToken);

        note(bundle?.Version is null && activity.Version is null ? $"published already: {activity.QualifiedId}" : $"published: {activity.QualifiedId}");
        return new DeployReport
        {
            Status = "success",
            ExitCode = ExitCode.Success,
            ActivityId = activity.QualifiedId,
            ActivityVersion = activity.Version,
            AppBundleId = bundle?.QualifiedId,
            AppBundleVersion = bundle?.Version,
        };
    }

    private async Task<Published> BundleAsync(AppFolder folder, string owner, CancellationToken cancellationToken)
    {
        var name = folder.Manifest.Bundle!.Id;
        var id = $"{owner}.{name}+{folder.Manifest.Activity.Alias}";
        using var zip = await BundleZip.CreateAsync(System.IO.Path.Combine(folder.Path, folder.Manifest.Bundle.Path), cancellationToken);
        var (definition, hash) = Definitions.Bundle(folder.Manifest, zip.Hash);
        var present = await automation.AppBundles.FindAsync(id, cancellationToken);
        if (ContentHash.IsIn(present?.Description, hash))
            return new Published(name, id, null, HasAlias: true);

        note($"uploading AppBundle {name}: {Figures.Size(new FileInfo(zip.Path).Length)}");
        var created = await automation.AppBundles.CreateOrAddVersionAsync(name, definition with { Id = name }, definition, cancellationToken);
        await automation.AppBundles.UploadAsync(created.UploadParameters ?? throw new Exceptions.ApsException($"The service gave no address for the zip of {name}. Try again later."),
            zip.Path, cancellationToken);
        return new Published(name, id, created.Version, HasAlias: present is not null);
    }

    private async Task<Published> ActivityAsync(ActivityManifest manifest, string owner, string? bundleId, CancellationToken cancellationToken)
    {
        var id = $"{owner}.{manifest.Id}+{manifest.Alias}";
        var (definition, hash) = Definitions.Activity(manifest, bundleId);
        var present = await automation.Activities.FindAsync(id, cancellationToken);
        if (ContentHash.IsIn(present?.Description, hash))
            return new Published(manifest.Id, id, null, HasAlias: true);

        var created = await automation.Activities.CreateOrAddVersionAsync(manifest.Id, definition with { Id = manifest.Id }, definition, cancellationToken);
        return new Published(manifest.Id, id, created.Version, HasAlias: present is not null);
    }

    /// <summary>What has become of one definition. The version is null when the alias stands for the same content already.</summary>
    private sealed record Published(string Name, string QualifiedId, int? Version, bool HasAlias);
}
