namespace Apsis.Runs;

/// <summary>How a WorkItem is told of objects in the storage.</summary>
public enum ArgumentLinkStyle
{
    /// <summary>By urn and a token that lives about an hour: works for every engine, and outlives a queue best.</summary>
    ObjectUrn,

    /// <summary>By signed URLs valid for 60 minutes, for services that take nothing else.</summary>
    SignedUrl,
}
