namespace Apsis.DataManagement;

/// <summary>The key of an object in a bucket: any text; slashes have no meaning to the service.</summary>
public readonly record struct ObjectKey
{
    private ObjectKey(string value) => Value = value;

    /// <summary>The key as text.</summary>
    public string Value { get; }

    /// <summary>Checks that there is a key.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static ObjectKey Parse(string? text) => string.IsNullOrEmpty(text)
        ? throw new ArgumentException("The object key is empty.", nameof(text))
        : new ObjectKey(text);

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
