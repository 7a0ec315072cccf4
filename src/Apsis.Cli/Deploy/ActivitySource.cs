using System.Text.RegularExpressions;
using Apsis.Automation;
using Apsis.Cli.Target;

namespace Apsis.Cli.Deploy;

/// <summary>What <c>apsis run</c> was given: an Activity that is published, or a folder that is to be.</summary>
internal sealed partial class ActivitySource
{
    private readonly AppFolder? _folder;

    private ActivitySource(string id, AppFolder? folder, Activity? definition)
    {
        Id = id;
        _folder = folder;
        Definition = definition;
    }

    /// <summary>The qualified id; that of a folder has a stand-in for its owner, who is known when it is published.</summary>
    public string Id { get; }

    /// <summary>What the folder will publish; null for an Activity that is published.</summary>
    public Activity? Definition { get; }

    /// <summary>Reads the folder's manifest, or the id.</summary>
    /// <exception cref="UsageException">It is neither, or the folder has no or several Activities.</exception>
    public static async Task<ActivitySource> ReadAsync(string activity, CancellationToken cancellationToken)
    {
        if (Directory.Exists(activity))
        {
            var folder = await AppFolder.ReadAsync(activity, cancellationToken);
            if (folder.Manifest.AllActivities is not [var only])
            {
                throw new UsageException($"The folder '{activity}' has {folder.Manifest.AllActivities.Count} Activities: which one is to run? "
                    + "Publish it with 'apsis deploy', and run one by its qualified id.");
            }

            return new ActivitySource($"me.{only.Id}+{only.Alias}", folder, await Definitions.ActivityAsync(folder, only, cancellationToken));
        }

        return QualifiedId().IsMatch(activity)
            ? new ActivitySource(activity, null, null)
            : throw new UsageException($"'{activity}' is no Activity: give a qualified id (owner.Name+alias), or a folder with {AppManifest.FileName}; there is no folder of that name.");
    }

    /// <summary>Publishes the folder, if it is one, and gives the qualified id.</summary>
    public async Task<string> PublishAsync(ApsTarget target, Action<string> note, CancellationToken cancellationToken)
    {
        if (_folder is null)
            return Id;

        var deployment = new Deployment(target.Automation, note);
        var plan = await deployment.PlanAsync(_folder, build: true, keepVersions: null, cancellationToken);
        await deployment.ApplyAsync(plan, cancellationToken);
        var id = plan.QualifiedIds[^1];
        note(plan.ChangesNothing ? $"published already: {id}" : $"published: {id}");
        return id;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\.[A-Za-z0-9_]+\+(\$LATEST|[A-Za-z0-9_]+)\z")]
    private static partial Regex QualifiedId();
}
