namespace Apsis.Runs.Callbacks;

/// <summary>What a callback with the right signature is worth, by what this program has submitted and been told before.</summary>
public enum CallbackClaim
{
    /// <summary>It is the first of its kind to tell of the WorkItem that this program has submitted with that address.</summary>
    Expected,

    /// <summary>
    /// This program does not know which WorkItem has that address: another program has submitted it, or this one before it was started anew; or the
    /// WorkItem was faster than the answer to its submission. Ask the service whether what it says is so.
    /// </summary>
    Unknown,

    /// <summary>The end was told before.</summary>
    Repeated,

    /// <summary>It tells of another WorkItem than the one whose address it was sent to.</summary>
    OfAnotherWorkItem,
}
