using Apsis.Exceptions;

namespace Apsis.Automation.Publishing;

/// <summary>One AppBundle or Activity on its way into the service.</summary>
internal abstract class Publication
{
    public required DefinitionKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Alias { get; init; }

    public required IReadOnlyList<string>? Receivers { get; init; }

    /// <summary>The nickname of the app, or its client id.</summary>
    public required string Owner { get; init; }

    public string QualifiedId => $"{Owner}.{Name}+{Alias}";

    /// <summary>Bytes of the files that go with it; null when none do.</summary>
    public virtual long? SourceBytes => null;

    /// <summary>Reads what the plan depends on, and no more: of what is published and stays as it is, one definition.</summary>
    public abstract Task<DefinitionState> ReadStateAsync(bool withVersions, CancellationToken cancellationToken);

    /// <summary>Makes a version, whole and verified, and gives its number.</summary>
    public abstract Task<int> CreateVersionAsync(bool isFirst, CancellationToken cancellationToken);

    public abstract Task SetAliasAsync(int version, IReadOnlyList<string>? receivers, CancellationToken cancellationToken);

    /// <exception cref="PublishException">An alias stands for the version by now.</exception>
    public abstract Task DeleteVersionAsync(int version, CancellationToken cancellationToken);
}
