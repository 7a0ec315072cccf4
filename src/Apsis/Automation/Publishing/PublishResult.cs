namespace Apsis.Automation.Publishing;

/// <summary>What is published now.</summary>
public sealed record PublishResult
{
    /// <summary>The AppBundles and then the Activities, in the order of the request.</summary>
    public required IReadOnlyList<PublishedDefinition> Definitions { get; init; }

    /// <summary>What was done; empty when everything was published already.</summary>
    public required IReadOnlyList<PublishStep> Steps { get; init; }
}
