using System.Buffers;
using System.Text;

namespace Apsis.DataManagement;

/// <summary>The key of an object in a bucket: any text; slashes have no meaning to the service.</summary>
public readonly record struct ObjectKey
{
    private ObjectKey(string value) => Value = value;

    /// <summary>The key as text.</summary>
    public string Value { get; }

    /// <summary>Checks that there is a key.</summary>
    /// <exception cref="ArgumentException">It is empty, or no Unicode text.</exception>
    public static ObjectKey Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            throw new ArgumentException("The object key is empty.", nameof(text));

        // Half a surrogate pair would be sent as a question mark: as another key.
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
                throw new ArgumentException("The object key has half of a character: it is no Unicode text.", nameof(text));
            rest = rest[length..];
        }

        return new ObjectKey(text);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The key as one segment of a path.</summary>
    internal string Segment => Uri.EscapeDataString(Value) switch
    {
        // Dots are legal in a segment, and a client on the way would take these two for folders.
        "." => "%2E",
        ".." => "%2E%2E",
        var segment => segment,
    };
}
