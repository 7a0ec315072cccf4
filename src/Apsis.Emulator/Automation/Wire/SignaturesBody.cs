namespace Apsis.Emulator.Automation.Wire;

/// <summary>What the app allows a user to submit, signed with the app's key.</summary>
internal sealed record SignaturesBody
{
    public string? ActivityId { get; init; }

    public IReadOnlyList<SignedUrlBody>? BaseUrls { get; init; }
}

/// <summary>The beginning of URLs that are allowed, and its signature.</summary>
internal sealed record SignedUrlBody
{
    public string? Url { get; init; }

    public string? Signature { get; init; }
}
