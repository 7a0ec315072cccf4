using System.Globalization;

namespace Apsis.Runs.Callbacks;

/// <summary>What a callback's address says, and what its signature is bound to. No secret.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Run">The run, or a name of its own for a WorkItem without one.</param>
/// <param name="IssuedAt">When the WorkItem was submitted, in whole milliseconds: one run may submit several.</param>
public readonly record struct CallbackTicket(CallbackKind Kind, RunId Run, DateTimeOffset IssuedAt)
{
    private const char Separator = '.';
    private const int MaxDigits = 14;

    /// <summary>The address below that of the receiver: <c>complete/{run}.{milliseconds}</c>.</summary>
    public override string ToString() => $"{WordOf(Kind)}/{Name}";

    /// <summary>The ticket without its kind, <c>{run}.{milliseconds since 1970}</c>.</summary>
    internal string Name => string.Create(CultureInfo.InvariantCulture, $"{Run}{Separator}{IssuedAt.ToUnixTimeMilliseconds()}");

    internal static string WordOf(CallbackKind kind) => kind == CallbackKind.Complete ? "complete" : "progress";

    /// <summary>Reads the two segments of an address: the kind, and <c>{run}.{milliseconds}</c> with a signature behind it or without one.</summary>
    internal static bool TryParse(ReadOnlySpan<char> kind, ReadOnlySpan<char> name, out CallbackTicket ticket, out ReadOnlySpan<char> signature)
    {
        ticket = default;
        signature = default;
        var first = name.IndexOf(Separator);
        if (first < 0 || KindOf(kind) is not { } known || !RunId.TryParse(name[..first], out var run))
            return false;

        var rest = name[(first + 1)..];
        var second = rest.IndexOf(Separator);
        if (second >= 0)
        {
            signature = rest[(second + 1)..];
            if (signature.IsEmpty)
                return false;
            rest = rest[..second];
        }

        if (!TryReadTime(rest, out var issuedAt))
            return false;
        ticket = new CallbackTicket(known, run, issuedAt);
        return true;
    }

    // One text for each time: what has two forms could be told twice.
    private static bool TryReadTime(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length is 0 or > MaxDigits || text[0] == '0' || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            return false;

        time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }

    private static CallbackKind? KindOf(ReadOnlySpan<char> word) => word switch
    {
        "complete" => CallbackKind.Complete,
        "progress" => CallbackKind.Progress,
        _ => null,
    };
}
