namespace Apsis.Runs;

/// <summary>What a hint about a WorkItem is worth: a status that did not come as the answer to a question.</summary>
public enum HintTrust
{
    /// <summary>The service is asked at once whether it is so. What anybody could have sent ends no wait.</summary>
    Confirm,

    /// <summary>It is taken for the service's word. For hints whose sender has been proved.</summary>
    Trust,
}
