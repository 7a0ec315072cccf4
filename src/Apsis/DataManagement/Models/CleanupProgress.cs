namespace Apsis.DataManagement;

/// <summary>How far a cleanup is.</summary>
/// <param name="Seen">Objects looked at.</param>
/// <param name="Old">Objects among them that are old, deleted or not.</param>
/// <param name="OldBytes">Bytes of those.</param>
/// <param name="Undated">Objects kept because the service named no date for them.</param>
public readonly record struct CleanupProgress(long Seen, long Old, long OldBytes, long Undated);
