using System.Text;

namespace Apsis.Cli.Storage;

/// <summary>
/// A pattern for keys and paths with slashes. <c>*</c> is any text without a slash, <c>?</c> one character but a slash, <c>**</c> any text;
/// <c>**/</c> is any folders, or none. Letters are told apart by their case.
/// </summary>
/// <remarks>Takes steps of pattern times text at most, whatever both are.</remarks>
internal sealed class Glob
{
    private readonly List<(Kind Kind, Rune Rune)> _tokens = [];

    public Glob(string pattern)
    {
        var runes = pattern.EnumerateRunes().ToList();
        for (var at = 0; at < runes.Count; at++)
        {
            if (runes[at].Value == '?')
                _tokens.Add((Kind.One, default));
            else if (runes[at].Value != '*')
                _tokens.Add((Kind.Exact, runes[at]));
            else if (at + 1 == runes.Count || runes[at + 1].Value != '*')
                _tokens.Add((Kind.Some, default));
            else
                at = AddStars(runes, at);
        }

        var wild = pattern.AsSpan().IndexOfAny('*', '?');
        Prefix = wild < 0 ? pattern : pattern[..wild];
    }

    /// <summary>What every match begins with.</summary>
    public string Prefix { get; }

    /// <summary>The folder that every match is in, with its slash; empty for none.</summary>
    public string Folder => Prefix[..(Prefix.LastIndexOf('/') + 1)];

    public static bool IsOne(string text) => text.AsSpan().ContainsAny('*', '?');

    public bool IsMatch(string text)
    {
        // Which places of the pattern can have been reached by the text so far.
        var now = new bool[_tokens.Count + 1];
        var next = new bool[_tokens.Count + 1];
        now[0] = true;
        Skip(now, atSegment: true);
        foreach (var rune in text.EnumerateRunes())
        {
            Array.Clear(next);
            for (var place = 0; place < _tokens.Count; place++)
            {
                if (now[place])
                    Step(next, place, rune);
            }

            Skip(next, atSegment: rune.Value == '/');
            (now, next) = (next, now);
        }

        return now[^1];
    }

    // Any number of stars is any text; with a slash behind and a segment's beginning before, it is any number of whole folders.
    private int AddStars(List<Rune> runes, int at)
    {
        var end = at;
        while (end + 1 < runes.Count && runes[end + 1].Value == '*')
            end++;
        var isFolders = (at == 0 || runes[at - 1].Value == '/') && end + 1 < runes.Count && runes[end + 1].Value == '/';
        _tokens.Add((isFolders ? Kind.Folders : Kind.All, default));
        return isFolders ? end + 1 : end;
    }

    private void Step(bool[] next, int place, Rune rune)
    {
        var (kind, exact) = _tokens[place];
        switch (kind)
        {
            case Kind.Exact when rune == exact:
            case Kind.One when rune.Value != '/':
                next[place + 1] = true;
                break;
            case Kind.Some when rune.Value != '/':
            case Kind.All:
            case Kind.Folders:
                next[place] = true;
                break;
            default:
                break;
        }
    }

    // What may be nothing can be left out; folders only end after a slash.
    private void Skip(bool[] places, bool atSegment)
    {
        for (var place = 0; place < _tokens.Count; place++)
        {
            if (places[place] && (_tokens[place].Kind is Kind.Some or Kind.All || _tokens[place].Kind is Kind.Folders && atSegment))
                places[place + 1] = true;
        }
    }

    private enum Kind
    {
        Exact,
        One,
        Some,
        All,
        Folders,
    }
}
