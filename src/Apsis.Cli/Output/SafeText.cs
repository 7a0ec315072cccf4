using System.Text.RegularExpressions;

namespace Apsis.Cli.Output;

/// <summary>Text from servers and file names, made fit for a terminal: it can neither steer it nor pretend to be another line.</summary>
internal static partial class SafeText
{
    /// <summary>The text as one line.</summary>
    public static string Line(string? text) => Clean(text, keepLines: false);

    /// <summary>The text with its line breaks.</summary>
    public static string Lines(string? text) => Clean(text, keepLines: true);

    private static string Clean(string? text, bool keepLines)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        var plain = Sequences().Replace(text.ReplaceLineEndings("\n"), "");
        return new string([.. plain
            .Select(character => character switch
            {
                '\n' when keepLines => '\n',
                '\n' or '\t' => ' ',
                _ => character,
            })
            .Where(character => character == '\n' || !IsSteering(character))]);
    }

    // Control characters, and the marks that turn the direction of the text around them.
    private static bool IsSteering(char character) => char.IsControl(character) || character is '\u2028' or '\u2029'
        || character is >= '\u200e' and <= '\u200f' or >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';

    // CSI and OSC sequences of ECMA-48, in their 7-bit and 8-bit forms.
    [GeneratedRegex(@"(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?")]
    private static partial Regex Sequences();
}
