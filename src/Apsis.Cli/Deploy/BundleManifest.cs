namespace Apsis.Cli.Deploy;

/// <summary>An AppBundle of a folder.</summary>
internal sealed record BundleManifest
{
    /// <summary>The name.</summary>
    public required string Id { get; init; }

    /// <summary>The folder <c>Something.bundle</c>, relative to the manifest, which becomes the top of the zip; or a zip.</summary>
    public required string Path { get; init; }

    /// <summary>A command that fills the folder: a program and its arguments, started without a shell.</summary>
    public IReadOnlyList<string>? Build { get; init; }

    public string? Description { get; init; }

    /// <summary>The engine; that of the Activities that load it when left out.</summary>
    public string? Engine { get; init; }

    /// <summary>The alias; that of the Activities that load it when left out.</summary>
    public string? Alias { get; init; }

    /// <summary>Who else may use it, by nickname or client id.</summary>
    public IReadOnlyList<string>? Receivers { get; init; }
}
