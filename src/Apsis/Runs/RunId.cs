using System.Buffers;
using System.Security.Cryptography;

namespace Apsis.Runs;

/// <summary>The name of one run: 26 lower-case letters and digits, beginning with its time, so that they sort by it.</summary>
public readonly record struct RunId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    private RunId(string value) => Value = value;

    /// <summary>The id as text.</summary>
    public string Value { get; }

    /// <summary>A new id.</summary>
    public static RunId New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        var number = new UInt128((ulong)time.GetUtcNow().ToUnixTimeMilliseconds() << 16 | BitConverter.ToUInt16(bytes), BitConverter.ToUInt64(bytes[8..]));
        return new RunId(string.Create(Length, number, static (text, rest) =>
        {
            for (var index = text.Length - 1; index >= 0; index--, rest >>= 5)
                text[index] = Alphabet[(int)(rest & 31)];
        }));
    }

    /// <summary>Reads an id.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static RunId Parse(string? text) => text is { Length: Length } && text.All(character => Alphabet.Contains(character, StringComparison.Ordinal))
        ? new RunId(text)
        : throw new ArgumentException($"'{text}' is no run id: an id has {Length} lower-case letters and digits.", nameof(text));

    internal static bool TryParse(ReadOnlySpan<char> text, out RunId id)
    {
        var isOne = text.Length == Length && !text.ContainsAnyExcept(Letters);
        id = isOne ? new RunId(text.ToString()) : default;
        return isOne;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
