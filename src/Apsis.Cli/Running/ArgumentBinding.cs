using System.CommandLine.Parsing;

namespace Apsis.Cli.Running;

/// <summary>One <c>name=value</c> of the command line, split at the first '='.</summary>
internal sealed record ArgumentBinding(string Name, string Value)
{
    /// <summary>Reads all values of an option; what is wrong goes to the parser's errors.</summary>
    public static ArgumentBinding[] ParseAll(ArgumentResult result) =>
        [.. result.Tokens.Select(token => Parse(token.Value, result)).OfType<ArgumentBinding>()];

    private static ArgumentBinding? Parse(string text, ArgumentResult result)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        if (split > 0 && (split < text.Length - 1 || OptionOf(result) == "--value"))
            return new ArgumentBinding(text[..split], text[(split + 1)..]);

        result.AddError($"'{text}' of {OptionOf(result)} is not of the form name=value, where name is a parameter of the Activity.");
        return null;
    }

    private static string OptionOf(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? "an option";
}
