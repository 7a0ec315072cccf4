using System.Text.RegularExpressions;
using Apsis.Automation;
using Apsis.Cli.Target;

namespace Apsis.Cli.Deploy;

/// <summary>What <c>apsis run</c> was given: an Activity that is published, or a folder that is to be.</summary>
internal sealed partial class ActivitySource
{
    private readonly AppFolder? _folder;

    private ActivitySource(string id, AppFolder? folder)
    {
        Id = id;
        _folder = folder;
    }

    /// <summary>The qualified id; that of a folder has a stand-in for its owner, who is known when it is published.</summary>
    public string Id { get; }

    /// <summary>What the folder will publish; null for an Activity that is published.</summary>
    public Activity? Definition => _folder is null ? null : Definitions.Activity(_folder.Manifest.Activity, bundleId: null).Definition;

    /// <summary>Reads the folder's manifest, or the id.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static async Task<ActivitySource> ReadAsync(string activity, CancellationToken cancellationToken)
    {
        if (Directory.Exists(activity))
        {
            var folder = await AppFolder.ReadAsync(activity, cancellationToken);
            return new ActivitySource($"me.{folder.Manifest.Activity.Id}+{folder.Manifest.Activity.Alias}", folder);
        }

        return QualifiedId().IsMatch(activity)
            ? new ActivitySource(activity, null)
            : throw new UsageException($"'{activity}' is no Activity: give a qualified id (owner.Name+alias), or a folder with {AppManifest.FileName}; there is no folder of that name.");
    }

    /// <summary>Publishes the folder, if it is one, and gives the qualified id.</summary>
    public async Task<string> PublishAsync(ApsTarget target, Action<string> note, CancellationToken cancellationToken)
    {
        if (_folder is null)
            return Id;

        var report = await new Publication(target.Automation, note).PublishAsync(_folder, cancellationToken);
        return report.ActivityId!;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\.[A-Za-z0-9_]+\+(\$LATEST|[A-Za-z0-9_]+)\z")]
    private static partial Regex QualifiedId();
}
