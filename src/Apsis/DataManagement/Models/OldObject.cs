using Apsis.Exceptions;

namespace Apsis.DataManagement;

/// <summary>An object that a cleanup found old enough.</summary>
public sealed record OldObject
{
    /// <summary>The object, with its dates.</summary>
    public required StoredObject Object { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>Whether it is gone; false in a dry run.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Why it could not be deleted; null when it was, and in a dry run.</summary>
    public ApsHttpException? Error { get; init; }
}
