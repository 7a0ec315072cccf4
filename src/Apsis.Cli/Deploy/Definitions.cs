using System.Text.Json;
using Apsis.Automation;

namespace Apsis.Cli.Deploy;

/// <summary>A manifest as the service's own definitions, each with the hash of its content in its description.</summary>
internal static class Definitions
{
    public static (AppBundle Definition, string Hash) Bundle(AppManifest manifest, string zipHash)
    {
        using var content = new ContentHash();
        var hash = content.Add(zipHash).Add(manifest.Activity.Engine).Add(manifest.Bundle!.Description).Finish();
        return (new AppBundle { Engine = manifest.Activity.Engine, Description = ContentHash.Describe(manifest.Bundle.Description, hash) }, hash);
    }

    public static (Activity Definition, string Hash) Activity(ActivityManifest manifest, string? bundleId)
    {
        var activity = new Activity
        {
            Engine = manifest.Engine,
            CommandLine = manifest.CommandLine,
            AppBundles = bundleId is null ? [] : [bundleId],
            Parameters = manifest.Parameters.ToDictionary(parameter => parameter.Key, parameter => Parameter(parameter.Value)),
            Settings = manifest.Settings.ToDictionary(setting => setting.Key, setting => Setting(setting.Value)),
        };
        var hash = HashOf(activity, manifest.Description);
        return (activity with { Description = ContentHash.Describe(manifest.Description, hash) }, hash);
    }

    private static ActivityParameter Parameter(ParameterManifest parameter) => new()
    {
        Verb = new Verb(parameter.Verb),
        Zip = parameter.Zip,
        OnDemand = parameter.OnDemand,
        Required = parameter.Required,
        LocalName = parameter.LocalName,
        Description = parameter.Description,
    };

    private static ActivitySetting Setting(JsonElement setting) => setting.ValueKind == JsonValueKind.String
        ? new ActivitySetting { Value = setting.GetString() }
        : new ActivitySetting
        {
            Value = setting.GetProperty("value").GetString(),
            IsEnvironmentVariable = setting.TryGetProperty("isEnvironmentVariable", out var flag) && flag.GetBoolean(),
        };

    private static string HashOf(Activity activity, string? description)
    {
        using var content = new ContentHash();
        content.Add(activity.Engine).Add(description).Add(activity.CommandLine.Count);
        foreach (var line in activity.CommandLine)
            content.Add(line);
        content.Add(activity.AppBundles.Count);
        foreach (var bundle in activity.AppBundles)
            content.Add(bundle);
        content.Add(activity.Parameters.Count);
        foreach (var (name, parameter) in activity.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
        {
            content.Add(name).Add(parameter.Verb.Value).Add(parameter.LocalName).Add(parameter.Description)
                .Add((parameter.Zip ? 1 : 0) | (parameter.OnDemand ? 2 : 0) | (parameter.Required ? 4 : 0));
        }

        foreach (var (name, setting) in activity.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
            content.Add(name).Add(setting.Value).Add(setting.IsEnvironmentVariable ? 1 : 0);
        return content.Finish();
    }
}
