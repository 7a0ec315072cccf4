namespace Apsis.DataManagement;

/// <summary>What became of one object of a batch.</summary>
/// <typeparam name="T">What the service gives for it.</typeparam>
public sealed record KeyedAnswer<T>
    where T : class
{
    /// <summary>The key of the object.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>What was asked for; null when the service refused it.</summary>
    public T? Value { get; init; }

    /// <summary>Why the service refused it; null when it did not.</summary>
    public string? Reason { get; init; }
}
