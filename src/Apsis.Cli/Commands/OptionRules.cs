using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Apsis.Cli.Commands;

/// <summary>Options that check what they are given, and those that several commands have.</summary>
internal static class OptionRules
{
    // A week: longer than any WorkItem, and within what timers can wait.
    private const double MaxSeconds = 7 * 24 * 3600;

    public static Option<string?> Region() => new("--region") { HelpName = "REGION", Description = "The region of Design Automation. Default: APS_REGION, else us-east." };

    public static Option<string?> EmulatorData() => new("--emulator-data") { HelpName = "DIR", Description = "Where the built-in emulator keeps its files. Default: in memory, gone with the command." };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document to standard output, and nothing else; ask nothing." };

    public static Option<double?> Seconds(string name, double least, string description) =>
        Checked<double?>(name, "SECONDS", description, $"a number of seconds, at least {least.ToString(CultureInfo.InvariantCulture)}",
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= MaxSeconds ? seconds : null);

    public static Option<int?> Positive(string name, string form, string description) =>
        Checked<int?>(name, form, description, "a whole number above 0",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null);

    public static Option<Uri?> Address(string name, string description) =>
        Checked<Uri?>(name, "URL", description, "an absolute http or https address",
            text => Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? url : null);

    public static TimeSpan? SpanOf(double? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    public static Option<T?> Checked<T>(string name, string form, string description, string expected, Func<string, T?> read) =>
        new(name) { HelpName = form, Description = description, CustomParser = result => Read(result, name, expected, read) };

    private static T? Read<T>(ArgumentResult result, string name, string expected, Func<string, T?> read)
    {
        var text = result.Tokens[^1].Value;
        var value = read(text);
        // An address may hold a key in its query; what is refused is not repeated.
        if (value is null)
            result.AddError(typeof(T) == typeof(Uri) ? $"{name} must be {expected}." : $"{name} must be {expected}, not '{text}'.");
        return value;
    }
}
