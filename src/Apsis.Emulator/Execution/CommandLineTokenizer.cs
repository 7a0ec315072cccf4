using System.Text;

namespace Apsis.Emulator.Execution;

/// <summary>
/// Splits a command line as Windows programs do: blanks separate, double quotes join, <c>""</c> inside quotes and <c>\"</c> are a
/// quote, and backslashes count only in front of a quote. In the program's name backslashes are always literal.
/// </summary>
internal static class CommandLineTokenizer
{
    public static IReadOnlyList<string> Split(string line)
    {
        var tokens = new List<string>();
        var at = SkipBlanks(line, 0);
        if (at == line.Length) return tokens;

        at = ReadProgram(line, at, tokens);
        for (at = SkipBlanks(line, at); at < line.Length; at = SkipBlanks(line, at))
            at = ReadArgument(line, at, tokens);
        return tokens;
    }

    private static int ReadProgram(string line, int at, List<string> tokens)
    {
        var token = new StringBuilder();
        var quoted = false;
        for (; at < line.Length && (quoted || !IsBlank(line[at])); at++)
        {
            if (line[at] == '"') quoted = !quoted;
            else token.Append(line[at]);
        }

        tokens.Add(token.ToString());
        return at;
    }

    private static int ReadArgument(string line, int at, List<string> tokens)
    {
        var token = new StringBuilder();
        var quoted = false;
        while (at < line.Length && (quoted || !IsBlank(line[at])))
        {
            var backslashes = 0;
            for (; at < line.Length && line[at] == '\\'; at++) backslashes++;

            if (at == line.Length || line[at] != '"')
            {
                token.Append('\\', backslashes);
                if (at == line.Length || (!quoted && IsBlank(line[at]))) break;
                token.Append(line[at++]);
                continue;
            }

            token.Append('\\', backslashes / 2);
            if (backslashes % 2 == 1)
            {
                token.Append('"');
            }
            else if (quoted && at + 1 < line.Length && line[at + 1] == '"')
            {
                token.Append('"');
                at++;
            }
            else
            {
                quoted = !quoted;
            }

            at++;
        }

        tokens.Add(token.ToString());
        return at;
    }

    private static int SkipBlanks(string line, int at)
    {
        while (at < line.Length && IsBlank(line[at])) at++;
        return at;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r';
}
