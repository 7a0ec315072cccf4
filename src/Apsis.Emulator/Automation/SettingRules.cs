using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Automation;

/// <summary>What the settings of an Activity or an AppBundle must satisfy.</summary>
internal static class SettingRules
{
    private static readonly string[] Verbs = ["GET", "HEAD", "POST", "PUT"];

    /// <param name="field">What is named as wrong.</param>
    /// <param name="settings">The settings by their names.</param>
    /// <exception cref="AutomationRefusal">400.</exception>
    public static void Check(string field, IReadOnlyDictionary<string, SettingBody>? settings)
    {
        foreach (var (name, setting) in settings ?? new Dictionary<string, SettingBody>())
        {
            if (!LocalName.IsFileName(name) || name.AsSpan().ContainsAny("[]()="))
                throw AutomationErrors.BadField(field, $"'{AutomationErrors.Shown(name)}' is not a valid name of a setting.");
            if (setting.Value is null && setting.Url is null)
                throw AutomationErrors.BadField(field, $"The setting '{name}' has neither a value nor a url.");
            if (WhyNot(setting) is { } why)
                throw AutomationErrors.BadField(field, $"The setting '{name}' {why}.");
        }
    }

    private static string? WhyNot(SettingBody setting)
    {
        // A program's environment ends there, and a file with it is no script.
        if (setting.Value?.Contains('\0', StringComparison.Ordinal) is true) return "has a value with a NUL in it";
        if (setting.Verb is { } verb && !Verbs.Contains(verb, StringComparer.OrdinalIgnoreCase))
            return $"has the verb '{AutomationErrors.Shown(verb)}': use one of {string.Join(", ", Verbs).ToLowerInvariant()}";
        return (setting.Url is { } url ? TransferRules.WhyNotUrl(url, setting.Verb, isOutput: false) : null) ?? TransferRules.WhyNotHeaders(setting.Headers);
    }
}
