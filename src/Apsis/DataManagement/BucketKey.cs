using System.Text.RegularExpressions;

namespace Apsis.DataManagement;

/// <summary>The key of a bucket: 3 to 128 of <c>-_.a-z0-9</c>, unique in the world (OSS v2, POST buckets).</summary>
public readonly partial record struct BucketKey
{
    private BucketKey(string value) => Value = value;

    /// <summary>The key as text.</summary>
    public string Value { get; }

    /// <summary>Checks a key against the service's rule.</summary>
    /// <exception cref="ArgumentException">It breaks the rule; the message says how.</exception>
    public static BucketKey Parse(string? text) => TryParse(text, out var key)
        ? key
        : throw new ArgumentException($"'{text}' is no bucket key: a key has 3 to 128 characters out of a-z, 0-9, '-', '_' and '.'; capitals are not allowed.", nameof(text));

    /// <summary>Whether a text is a bucket key.</summary>
    public static bool TryParse(string? text, out BucketKey key)
    {
        var good = text is not null && Rule().IsMatch(text);
        key = good ? new BucketKey(text!) : default;
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"^[-_.a-z0-9]{3,128}\z")]
    private static partial Regex Rule();
}
