namespace Apsis.Runs;

/// <summary>What a <see cref="DueQueue"/> is about.</summary>
internal enum DuePlace
{
    /// <summary>The next look at the WorkItem.</summary>
    Look,

    /// <summary>The end of the caller's time.</summary>
    Deadline,
}
