namespace Apsis.Runs.Callbacks;

/// <summary>What a callback tells of a WorkItem.</summary>
public enum CallbackKind
{
    /// <summary>That it has ended: <c>onComplete</c>.</summary>
    Complete,

    /// <summary>That it goes on, and what its program says: <c>onProgress</c>, about every 30 s.</summary>
    Progress,
}
