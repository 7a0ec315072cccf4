using System.Text;
using System.Text.RegularExpressions;

namespace Apsis.Emulator.Execution;

/// <summary>A command line with variables: <c>$(engine.path)</c>, <c>$(args[x].path)</c>, <c>$(workitem.id)</c> and so on.</summary>
internal static partial class CommandTemplate
{
    public static IReadOnlyList<CommandReference> References(string line)
    {
        var references = new List<CommandReference>();
        var quoted = false;
        var at = 0;
        foreach (var match in VariablePattern().EnumerateMatches(line))
        {
            for (; at < match.Index; at++) quoted ^= line[at] == '"';
            at = match.Index + match.Length;
            references.Add(Parse(line.Substring(match.Index, match.Length), match.Index, quoted));
        }

        return references;
    }

    /// <summary>Replaces every variable once: what a variable expands to is never looked at again.</summary>
    public static string Expand(string line, Func<CommandReference, string> valueOf)
    {
        var expanded = new StringBuilder();
        var at = 0;
        foreach (var reference in References(line))
        {
            expanded.Append(line, at, reference.Start - at);
            at = reference.Start + reference.Text.Length;
            var value = valueOf(reference);
            // The service lets the engine's path stand without quotes; here the engine may live in a folder with a blank.
            expanded.Append(
                reference is { Variable: CommandVariable.EnginePath, IsQuoted: false } && value.Any(char.IsWhiteSpace)
                    ? $"\"{value}\""
                    : value);
        }

        return expanded.Append(line, at, line.Length - at).ToString();
    }

    private static CommandReference Parse(string text, int start, bool quoted)
    {
        var inner = text[2..^1];
        if (inner.Equals("engine.path", StringComparison.OrdinalIgnoreCase)) return new(text, CommandVariable.EnginePath, "", start, quoted);
        if (inner.Equals("workitem.id", StringComparison.OrdinalIgnoreCase)) return new(text, CommandVariable.WorkItemId, "", start, quoted);

        var member = MemberPattern().Match(inner);
        CommandVariable? variable = (member.Groups["set"].Value.ToLowerInvariant(), member.Groups["member"].Value.ToLowerInvariant()) switch
        {
            ("args", "path") => CommandVariable.ArgumentPath,
            ("args", "value") => CommandVariable.ArgumentValue,
            ("appbundles", "path") => CommandVariable.AppBundlePath,
            ("settings", "path") => CommandVariable.SettingPath,
            ("settings", "value") => CommandVariable.SettingValue,
            _ => null,
        };
        return new(text, variable, member.Groups["name"].Value, start, quoted);
    }

    [GeneratedRegex(@"\$\([^()]*\)")]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"^(?<set>\w+)\[(?<name>[^\[\]]+)\]\.(?<member>\w+)\z")]
    private static partial Regex MemberPattern();
}
