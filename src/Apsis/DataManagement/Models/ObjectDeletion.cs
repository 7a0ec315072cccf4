using Apsis.Exceptions;

namespace Apsis.DataManagement;

/// <summary>What became of one of many objects to delete.</summary>
public sealed record ObjectDeletion
{
    /// <summary>The key of the object.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>Whether there is no such object any more. One that was not there is gone as well: a repeated deletion finds none.</summary>
    public bool IsGone => Error is null;

    /// <summary>Whether the service said that there was none.</summary>
    public bool WasMissing { get; init; }

    /// <summary>Why it could not be deleted; null when it was.</summary>
    public ApsHttpException? Error { get; init; }
}
