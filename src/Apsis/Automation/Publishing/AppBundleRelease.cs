namespace Apsis.Automation.Publishing;

/// <summary>An AppBundle to be published.</summary>
public sealed record AppBundleRelease
{
    /// <summary>The definition; its id is the bare name.</summary>
    public required AppBundle Definition { get; init; }

    /// <summary>The folder <c>Something.bundle</c>, which becomes the top of the zip; or a zip that is ready.</summary>
    public required string Path { get; init; }

    /// <summary>The alias that shall stand for it.</summary>
    public required string Alias { get; init; }

    /// <summary>Who else may use the alias; null leaves that as it is.</summary>
    public IReadOnlyList<string>? Receivers { get; init; }
}
