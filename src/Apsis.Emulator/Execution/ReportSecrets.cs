using Apsis.Emulator.Automation.Wire;
using Microsoft.AspNetCore.WebUtilities;

namespace Apsis.Emulator.Execution;

/// <summary>What a job was given and nobody shall read in its report, word for word: a program may print it in any form of line.</summary>
internal static class ReportSecrets
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    // Shorter ones are words of any text.
    private const int MinLength = 8;

    private static readonly string[] Words = ["token", "secret", "password", "signature", "credential", "apikey", "api-key", "api_key", "authorization", "cookie"];

    // "sig" alone: it also stands in "design".
    private static readonly string[] Names = ["sig", "key", "code"];

    /// <summary>Whether the name of an argument, a setting, a header or a query value says that it is one.</summary>
    public static bool IsSecret(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) || Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The secrets of a job, the longest first, so that none shows the rest of another.</summary>
    public static IReadOnlyList<string> Of(WorkItemJob job) =>
    [
        .. job.Arguments.SelectMany(Of)
            .Concat(job.Settings.SelectMany(setting => Of(setting.Key, setting.Value)))
            .Concat(Of(job.OnComplete)).Concat(Of(job.OnProgress))
            // A program prints line by line.
            .SelectMany(secret => secret.Split(LineEnds, StringSplitOptions.TrimEntries))
            .Where(secret => secret.Length >= MinLength && secret != job.Id)
            .Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length),
    ];

    /// <summary>The text of a setting or an argument as it may be shown under its name.</summary>
    public static string Shown(string name, string text) => IsSecret(name) ? ReportMask.Hidden : text;

    public static string Hide(string text, IReadOnlyList<string> secrets)
    {
        foreach (var secret in secrets) text = text.Replace(secret, ReportMask.Hidden, StringComparison.Ordinal);
        return text;
    }

    private static IEnumerable<string> Of(BoundArgument bound) =>
        bound.Direction == ArgumentDirection.Literal
            ? IsSecret(bound.Name) && bound.Argument.LiteralText is { } text ? [text] : []
            : Of(bound.Argument);

    private static IEnumerable<string> Of(string name, SettingBody setting) =>
        Of(setting.Headers).Concat(Of(setting.Url)).Concat(IsSecret(name) && setting.Value is { } value ? [value] : []);

    private static IEnumerable<string> Of(ArgumentBody? argument) => argument is null
        ? []
        : Of(argument.Headers).Concat(Of(argument.Url)).Concat((argument.References ?? []).SelectMany(Of));

    private static IEnumerable<string> Of(IReadOnlyDictionary<string, string>? headers) => (headers ?? new Dictionary<string, string>())
        .Where(header => IsSecret(header.Key))
        // Without the word Bearer.
        .Select(header => header.Value[(header.Value.IndexOf(' ', StringComparison.Ordinal) + 1)..]);

    private static IEnumerable<string> Of(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return [];
        var values = QueryHelpers.ParseQuery(uri.Query).Where(pair => IsSecret(pair.Key)).SelectMany(pair => pair.Value).OfType<string>();
        // As it stands in the URL, and as a program would decode it.
        return values.SelectMany(value => new[] { value, Uri.EscapeDataString(value) }).Append(uri.UserInfo);
    }
}
