namespace Apsis.Http;

/// <summary>What it means to make a call a second time.</summary>
internal enum CallKind
{
    /// <summary>Twice is the same as once: reads, deletions, uploads of a part.</summary>
    Idempotent,

    /// <summary>Twice costs twice: repeated only when the service surely did nothing with the first.</summary>
    Once,
}
