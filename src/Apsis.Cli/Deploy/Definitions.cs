using Apsis.Automation;
using Apsis.Automation.Publishing;

namespace Apsis.Cli.Deploy;

/// <summary>A manifest in the library's words.</summary>
internal static class Definitions
{
    /// <summary>What is to be published, settings read from their files.</summary>
    /// <exception cref="UsageException">A file of a setting can not be read.</exception>
    public static async Task<PublishRequest> RequestAsync(AppFolder folder, int? keepVersions, CancellationToken cancellationToken)
    {
        var activities = new List<ActivityRelease>();
        foreach (var activity in folder.Manifest.AllActivities)
        {
            activities.Add(new ActivityRelease
            {
                Definition = await ActivityAsync(folder, activity, cancellationToken),
                Alias = activity.Alias,
                Receivers = activity.Receivers,
            });
        }

        return new PublishRequest
        {
            AppBundles = [.. folder.Manifest.AllBundles.Select(bundle => new AppBundleRelease
            {
                Definition = new AppBundle { Id = bundle.Id, Engine = folder.Manifest.EngineOf(bundle)!, Description = bundle.Description },
                Path = Path.Combine(folder.Path, bundle.Path),
                Alias = folder.Manifest.AliasOf(bundle)!,
                Receivers = bundle.Receivers,
            })],
            Activities = activities,
            KeepVersions = keepVersions,
        };
    }

    /// <summary>An Activity; AppBundles of the same folder have no owner in it, for that is known when they are published.</summary>
    public static async Task<Activity> ActivityAsync(AppFolder folder, ActivityManifest activity, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, ActivitySetting>();
        foreach (var (name, setting) in activity.Settings)
            settings[name] = await SettingManifest.ReadAsync(folder.Path, name, setting, cancellationToken);

        return new Activity
        {
            Id = activity.Id,
            Engine = activity.Engine,
            CommandLine = activity.CommandLine,
            AppBundles = [.. (activity.AppBundles ?? [.. folder.Manifest.AllBundles.Select(bundle => bundle.Id)])
                .Select(id => folder.Manifest.AllBundles.FirstOrDefault(bundle => bundle.Id == id) is { } own ? $"{id}+{folder.Manifest.AliasOf(own)}" : id)],
            Parameters = activity.Parameters.ToDictionary(parameter => parameter.Key, parameter => Parameter(parameter.Value)),
            Settings = settings,
            Description = activity.Description,
        };
    }

    private static ActivityParameter Parameter(ParameterManifest parameter) => new()
    {
        DeclaredVerb = parameter.Verb is null ? null : new Verb(parameter.Verb),
        Zip = parameter.Zip,
        OnDemand = parameter.OnDemand,
        Required = parameter.Required,
        LocalName = parameter.LocalName,
        Description = parameter.Description,
    };
}
