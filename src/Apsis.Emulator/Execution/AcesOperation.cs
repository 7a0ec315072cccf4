namespace Apsis.Emulator.Execution;

/// <summary>
/// A line by which a program asks for a transfer:
/// <c>!ACESAPI:acesHttpOperation(name,suffix,headers,content,responseFile)</c>.
/// </summary>
internal sealed record AcesOperation(string Name, string Suffix, string Headers, string Content, string ResponseFile)
{
    public const string Prefix = "!ACESAPI:";

    private const string Operation = "acesHttpOperation(";
    private const string FileScheme = "file://";

    /// <summary>The local name of <see cref="ResponseFile"/>, or an empty string.</summary>
    public string ResponseLocalName =>
        ResponseFile.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) ? ResponseFile[FileScheme.Length..] : ResponseFile;

    /// <summary>Null when the line is not such a call.</summary>
    public static AcesOperation? Parse(string line)
    {
        var text = line.Trim();
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        text = text[Prefix.Length..];
        if (!text.StartsWith(Operation, StringComparison.Ordinal) || !text.EndsWith(')')) return null;

        var parts = SplitArguments(text[Operation.Length..^1]);
        return parts.Count == 5 ? new AcesOperation(parts[0], parts[1], parts[2], parts[3], parts[4]) : null;
    }

    /// <summary>
    /// Programs write the content as bare JSON, quotes and commas included, so only the outer positions are certain:
    /// three parts from the left, one from the right, and what is left is the content.
    /// </summary>
    private static List<string> SplitArguments(string text)
    {
        var parts = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var comma = CommaAfter(text);
            if (comma < 0) return parts;
            parts.Add(Unquote(text[..comma]));
            text = text[(comma + 1)..];
        }

        var last = text.LastIndexOf(',');
        if (last < 0) return parts;
        parts.Add(Unquote(text[..last]));
        parts.Add(Unquote(text[(last + 1)..]));
        return parts;
    }

    private static int CommaAfter(string text)
    {
        var start = text.TakeWhile(char.IsWhiteSpace).Count();
        if (start < text.Length && text[start] == '"')
        {
            var end = text.IndexOf('"', start + 1);
            return end < 0 ? -1 : text.IndexOf(',', end);
        }

        return text.IndexOf(',', StringComparison.Ordinal);
    }

    private static string Unquote(string text)
    {
        text = text.Trim();
        return text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) : text;
    }
}
