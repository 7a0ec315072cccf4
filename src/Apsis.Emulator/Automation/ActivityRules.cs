using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Automation;

/// <summary>What an Activity must satisfy before it is stored.</summary>
internal sealed class ActivityRules(EngineCatalog engines, DefinitionStore definitions)
{
    private const string ReservedPrefix = "adsk";

    private static readonly string[] Verbs = ["get", "head", "put", "post", "patch", "read"];

    /// <exception cref="AutomationRefusal">400, naming the field.</exception>
    public async Task CheckAsync(ActivityBody activity, string callerClientId, CancellationToken cancellationToken)
    {
        CheckEngine(activity.Engine);
        CheckParameters(activity.Parameters ?? new Dictionary<string, ParameterBody>());
        SettingRules.Check("settings", activity.Settings);
        await CheckBundlesAsync(activity.AppBundles, callerClientId, cancellationToken);
        if (activity.AppBundles?.Count > 1 && IsInventor(activity.Engine)) throw AutomationErrors.BadField("appbundles", "An Activity of Inventor uses one AppBundle at most.");
        CheckCommandLine(activity);
    }

    /// <summary>What an AppBundle must satisfy before it is stored.</summary>
    /// <exception cref="AutomationRefusal">400, naming the field.</exception>
    public async Task CheckAsync(AppBundleBody bundle, string callerClientId, CancellationToken cancellationToken)
    {
        CheckEngine(bundle.Engine);
        SettingRules.Check("settings", bundle.Settings);
        await CheckBundlesAsync(bundle.AppBundles, callerClientId, cancellationToken);
        if (bundle.AppBundles?.Count > 0 && IsInventor(bundle.Engine)) throw AutomationErrors.BadField("appbundles", "An AppBundle of Inventor uses no other AppBundles.");
    }

    private void CheckEngine(string? engine)
    {
        if (engine is null) throw AutomationErrors.BadField("engine", "The engine is required, as a qualified id.");
        if (engines.Find(engine) is null)
            throw AutomationErrors.BadField("engine", $"The engine '{AutomationErrors.Shown(engine)}' does not exist. GET /engines lists them.");
    }

    private static void CheckParameters(IReadOnlyDictionary<string, ParameterBody> parameters)
    {
        foreach (var (name, parameter) in parameters)
        {
            if (name.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase))
                throw AutomationErrors.BadField("parameters", $"The name '{AutomationErrors.Shown(name)}' is reserved: it starts with adsk.");
            if (name.Length is 0 or > 100 || name.Any(c => char.IsControl(c) || c is '[' or ']' or '(' or ')'))
                throw AutomationErrors.BadField("parameters", $"'{AutomationErrors.Shown(name)}' is not a valid name of a parameter.");
            // A null in a map gets past the types.
            if (parameter is null) throw AutomationErrors.BadField("parameters", $"The parameter '{name}' is null.");
            if (parameter.Verb is null && name != ParameterBody.Varargs)
                throw AutomationErrors.BadField("parameters", $"The parameter '{name}' has no verb: use one of {string.Join(", ", Verbs)}.");
            if (parameter.Verb is { } verb && !Verbs.Contains(verb, StringComparer.OrdinalIgnoreCase))
                throw AutomationErrors.BadField(
                    "parameters", $"The parameter '{name}' has the unknown verb '{AutomationErrors.Shown(verb)}': use one of {string.Join(", ", Verbs)}.");
            if (parameter.Ondemand && parameter.Verb?.ToLowerInvariant() is not ("get" or "head" or null))
                throw AutomationErrors.BadField("parameters", $"The parameter '{name}' is on demand, which only get and head can be.");
            if (parameter.LocalName is { Length: > 0 } localName && !LocalName.TryNormalize(localName, out _, out var reason))
                throw AutomationErrors.BadField("parameters", $"The localName of the parameter '{name}' {reason}.");
        }
    }

    private static bool IsInventor(string? engine) => engine?.StartsWith("Autodesk.Inventor+", StringComparison.Ordinal) is true;

    private async Task CheckBundlesAsync(IReadOnlyList<string>? bundles, string callerClientId, CancellationToken cancellationToken)
    {
        foreach (var bundle in bundles ?? []) await CheckBundleAsync(bundle, callerClientId, cancellationToken);
        // $(appbundles[x].path) knows bare names only.
        var twice = (bundles ?? []).GroupBy(id => QualifiedId.Parse(id)!.Value.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw AutomationErrors.BadField("appbundles", $"Two AppBundles are named '{twice.Key}'.");
    }

    private async Task CheckBundleAsync(string bundle, string callerClientId, CancellationToken cancellationToken)
    {
        if (QualifiedId.Parse(bundle) is not { } id)
            throw AutomationErrors.BadField("appbundles", $"'{AutomationErrors.Shown(bundle)}' is not a qualified id (owner.name+alias).");
        if (id.Alias == AutomationName.Latest) throw AutomationErrors.LatestAsReference("appbundles", id.Name);
        if (await definitions.FindAsync(DefinitionKind.AppBundle, id, callerClientId, cancellationToken) is null)
            throw AutomationErrors.BadField("appbundles", $"The AppBundle '{bundle}' does not exist.");
    }

    private static void CheckCommandLine(ActivityBody activity)
    {
        var isFusion = activity.Engine!.StartsWith("Autodesk.Fusion+", StringComparison.Ordinal);
        if (activity.CommandLine is not { Count: > 0 } && !isFusion)
            throw AutomationErrors.BadField("commandLine", "The command line is required.");

        if (activity.CommandLine?.Contains(null!) is true) throw AutomationErrors.BadField("commandLine", "A command line is null.");
        if (activity.CommandLine?.Any(string.IsNullOrWhiteSpace) is true) throw AutomationErrors.BadField("commandLine", "A command line is empty.");
        var bundles = (activity.AppBundles ?? []).Select(id => QualifiedId.Parse(id)!.Value.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var reference in (activity.CommandLine ?? []).SelectMany(CommandTemplate.References))
        {
            var isDeclared = reference.Variable switch
            {
                CommandVariable.EnginePath or CommandVariable.WorkItemId => true,
                CommandVariable.ArgumentPath or CommandVariable.ArgumentValue => activity.Parameters?.ContainsKey(reference.Name) is true,
                CommandVariable.AppBundlePath => bundles.Contains(reference.Name),
                CommandVariable.SettingPath or CommandVariable.SettingValue => activity.Settings?.ContainsKey(reference.Name) is true,
                _ => throw AutomationErrors.UnknownVariable(reference.Text, "The variable is not known."),
            };
            if (!isDeclared) throw AutomationErrors.UnknownVariable(reference.Text, $"'{reference.Name}' is not declared by the activity.");
            if (reference is { MustBeQuoted: true, IsQuoted: false }) throw AutomationErrors.MustBeQuoted(reference.Text);
        }
    }
}
