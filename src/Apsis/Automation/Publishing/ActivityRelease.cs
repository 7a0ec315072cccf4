namespace Apsis.Automation.Publishing;

/// <summary>An Activity to be published.</summary>
public sealed record ActivityRelease
{
    /// <summary>The definition; its id is the bare name. Its AppBundles may be given as <c>Name+alias</c>, without an owner: they are then the app's own.</summary>
    public required Activity Definition { get; init; }

    /// <summary>The alias that shall stand for it.</summary>
    public required string Alias { get; init; }

    /// <summary>Who else may use the alias; null leaves that as it is.</summary>
    public IReadOnlyList<string>? Receivers { get; init; }
}
