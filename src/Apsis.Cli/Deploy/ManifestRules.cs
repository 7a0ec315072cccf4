using System.Text.Json;
using System.Text.RegularExpressions;

namespace Apsis.Cli.Deploy;

/// <summary>What must hold of a manifest beyond its form. Found before anything is built or published.</summary>
internal static partial class ManifestRules
{
    private static readonly string[] Verbs = ["get", "head", "read", "put", "post", "patch"];

    public static IEnumerable<string> Check(AppManifest manifest) =>
        CheckBundle(manifest.Bundle).Concat(CheckActivity(manifest.Activity)).Concat(manifest.Activity.Parameters.SelectMany(CheckParameter))
            .Concat(manifest.Activity.Settings.SelectMany(CheckSetting));

    private static IEnumerable<string> CheckBundle(BundleManifest? bundle)
    {
        if (bundle is null)
            yield break;
        if (!Name().IsMatch(bundle.Id))
            yield return $"bundle.id: '{bundle.Id}' is no name; a name has 1 to 40 letters, digits and underscores.";
        if (System.IO.Path.IsPathRooted(bundle.Path) || bundle.Path.Split('/', '\\').Any(part => part is ".." or ""))
            yield return $"bundle.path: '{bundle.Path}' must be a folder below the one of this file.";
        if (!bundle.Path.EndsWith(".bundle", StringComparison.Ordinal))
            yield return $"bundle.path: '{bundle.Path}' must end in .bundle, for engines look for that.";
        if (bundle.Build is { } build && (build.Count == 0 || string.IsNullOrWhiteSpace(build[0])))
            yield return "bundle.build: it must begin with a program; leave it out when there is nothing to build.";
    }

    private static IEnumerable<string> CheckActivity(ActivityManifest activity)
    {
        if (!Name().IsMatch(activity.Id))
            yield return $"activity.id: '{activity.Id}' is no name; a name has 1 to 40 letters, digits and underscores.";
        if (!Name().IsMatch(activity.Alias))
            yield return $"activity.alias: '{activity.Alias}' is no alias; an alias has 1 to 40 letters, digits and underscores.";
        if (!QualifiedEngine().IsMatch(activity.Engine))
            yield return $"activity.engine: '{activity.Engine}' is no engine; the form is Owner.Name+version, such as Autodesk.AutoCAD+25_0.";
        if (activity.CommandLine.Count == 0)
            yield return "activity.commandLine: there is no command.";
    }

    private static IEnumerable<string> CheckParameter(KeyValuePair<string, ParameterManifest> parameter)
    {
        var (name, (verb, localName)) = (parameter.Key, (parameter.Value.Verb, parameter.Value.LocalName));
        if (!Verbs.Contains(verb))
            yield return $"activity.parameters.{name}.verb: '{verb}' is none of {string.Join(", ", Verbs)}.";
        if (localName is not null && (localName.Length == 0 || localName is "." or ".." || localName.IndexOfAny(['/', '\\', ':']) >= 0))
            yield return $"activity.parameters.{name}.localName: '{localName}' must be the name of a file, without a folder.";
    }

    private static IEnumerable<string> CheckSetting(KeyValuePair<string, JsonElement> setting)
    {
        var isGood = setting.Value.ValueKind == JsonValueKind.String
            || (setting.Value.ValueKind == JsonValueKind.Object && setting.Value.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String
                && setting.Value.EnumerateObject().All(member => member.Name == "value"
                    || (member.Name == "isEnvironmentVariable" && member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)));
        if (!isGood)
            yield return $"activity.settings.{setting.Key}: it must be a text, or an object with value and isEnvironmentVariable.";
    }

    [GeneratedRegex(@"^[A-Za-z0-9_]{1,40}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\.[A-Za-z0-9_]+\+[A-Za-z0-9_]+\z")]
    private static partial Regex QualifiedEngine();
}
