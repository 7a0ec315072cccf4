using System.Text.RegularExpressions;

namespace Apsis.Cli.Deploy;

/// <summary>What must hold of a manifest beyond its form. Found before anything is built or published.</summary>
internal static partial class ManifestRules
{
    private static readonly string[] Verbs = ["get", "head", "read", "put", "post", "patch"];

    public static IEnumerable<string> Check(AppManifest manifest)
    {
        if (manifest is { Bundle: not null, Bundles: not null })
            yield return "bundles: there is bundle too; give one of them.";
        if (manifest is { Activity: not null, Activities: not null })
            yield return "activities: there is activity too; give one of them.";
        if (manifest.AllBundles.Count + manifest.AllActivities.Count == 0)
            yield return "there is neither an activity nor a bundle.";

        foreach (var problem in Each(manifest.AllBundles, index => manifest.Bundles is null ? "bundle" : $"bundles[{index}]", (at, bundle) => CheckBundle(at, bundle, manifest))
            .Concat(Each(manifest.AllActivities, index => manifest.Activities is null ? "activity" : $"activities[{index}]", (at, activity) => CheckActivity(at, activity, manifest))))
            yield return problem;
        foreach (var twice in Twice("bundle", manifest.AllBundles.Select(bundle => bundle?.Id)).Concat(Twice("activity", manifest.AllActivities.Select(activity => activity?.Id))))
            yield return twice;
    }

    // A null in a list gets past the types.
    private static IEnumerable<string> Each<T>(IReadOnlyList<T> items, Func<int, string> place, Func<string, T, IEnumerable<string>> check) =>
        items.SelectMany((item, index) => item is null ? [$"{place(index)}: it is null."] : check(place(index), item));

    private static IEnumerable<string> Twice(string word, IEnumerable<string?> ids) =>
        ids.OfType<string>().GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"the {word} '{group.Key}' is there {group.Count()} times.");

    private static IEnumerable<string> CheckBundle(string at, BundleManifest bundle, AppManifest manifest)
    {
        if (!Name().IsMatch(bundle.Id))
            yield return $"{at}.id: '{bundle.Id}' is no name; a name has 1 to 40 letters, digits and underscores.";
        if (!RelativePath.IsBelow(bundle.Path))
            yield return $"{at}.path: '{bundle.Path}' must be a folder below the one of this file.";
        // Fusion looks for no such name.
        else if (!bundle.Path.EndsWith(".bundle", StringComparison.Ordinal) && !bundle.Path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            && manifest.EngineOf(bundle)?.StartsWith("Autodesk.Fusion+", StringComparison.Ordinal) is not true)
            yield return $"{at}.path: '{bundle.Path}' must end in .bundle, for engines look for that.";
        if (bundle.Build is { } build && (build.Count == 0 || string.IsNullOrWhiteSpace(build[0])))
            yield return $"{at}.build: it must begin with a program; leave it out when there is nothing to build.";
        if (manifest.EngineOf(bundle) is null)
            yield return $"{at}.engine: it is needed, for no Activity loads the bundle.";
        else if (bundle.Engine is { } engine && !Qualified().IsMatch(engine))
            yield return $"{at}.engine: '{engine}' is no engine; the form is Owner.Name+version, such as Autodesk.AutoCAD+25_0.";
        if (bundle.Alias is null && manifest.UsersOf(bundle).Select(activity => activity.Alias).Distinct(StringComparer.Ordinal).Count() != 1)
            yield return $"{at}.alias: it is needed, for {(manifest.UsersOf(bundle).Any() ? "Activities of several aliases load" : "no Activity loads")} the bundle.";
        else if (bundle.Alias is { } alias && !Name().IsMatch(alias))
            yield return $"{at}.alias: '{alias}' is no alias; an alias has 1 to 40 letters, digits and underscores.";
    }

    private static IEnumerable<string> CheckActivity(string at, ActivityManifest activity, AppManifest manifest)
    {
        if (!Name().IsMatch(activity.Id))
            yield return $"{at}.id: '{activity.Id}' is no name; a name has 1 to 40 letters, digits and underscores.";
        if (!Name().IsMatch(activity.Alias))
            yield return $"{at}.alias: '{activity.Alias}' is no alias; an alias has 1 to 40 letters, digits and underscores.";
        if (!Qualified().IsMatch(activity.Engine))
            yield return $"{at}.engine: '{activity.Engine}' is no engine; the form is Owner.Name+version, such as Autodesk.AutoCAD+25_0.";
        if (activity.CommandLine.Count == 0 && !activity.Engine.StartsWith("Autodesk.Fusion+", StringComparison.Ordinal))
            yield return $"{at}.commandLine: there is no command.";
        if (activity.CommandLine.Any(string.IsNullOrWhiteSpace))
            yield return $"{at}.commandLine: there is an empty command.";
        foreach (var bundle in activity.AppBundles ?? [])
        {
            if (bundle is null || !Qualified().IsMatch(bundle) && !manifest.AllBundles.Any(own => own?.Id == bundle))
                yield return $"{at}.appbundles: '{bundle}' is neither a bundle of this file nor a qualified id (owner.Name+alias).";
        }

        foreach (var problem in activity.Parameters.SelectMany(parameter => CheckParameter(at, parameter.Key, parameter.Value)))
            yield return problem;
        foreach (var (name, setting) in activity.Settings)
        {
            if (SettingManifest.Problem(setting) is { } problem)
                yield return $"{at}.settings.{name}: {problem}";
        }
    }

    private static IEnumerable<string> CheckParameter(string at, string name, ParameterManifest? parameter)
    {
        if (parameter is null)
        {
            yield return $"{at}.parameters.{name}: it is null.";
            yield break;
        }

        if (parameter.Verb is null ? name != Automation.ActivityParameter.Varargs : !Verbs.Contains(parameter.Verb))
            yield return $"{at}.parameters.{name}.verb: '{parameter.Verb}' is none of {string.Join(", ", Verbs)}.";
        if (parameter.LocalName is { } localName && !RelativePath.IsBelow(localName))
            yield return $"{at}.parameters.{name}.localName: '{localName}' must be the name of a file or folder below the job's own.";
    }

    [GeneratedRegex(@"^[A-Za-z0-9_]{1,40}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\.[A-Za-z0-9_]+\+[A-Za-z0-9_]+\z")]
    private static partial Regex Qualified();
}
