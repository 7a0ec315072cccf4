using System.Net;
using Apsis.Exceptions;

namespace Apsis.Automation.Publishing;

/// <summary>What AppBundles and Activities have in common on their way.</summary>
internal abstract class Publication<T>(VersionedResource<T> resource) : Publication
    where T : class, IVersionedDefinition
{
    protected VersionedResource<T> Resource => resource;

    /// <summary>What the version is made of.</summary>
    protected abstract string Hash { get; }

    public override async Task<DefinitionState> ReadStateAsync(bool withVersions, CancellationToken cancellationToken)
    {
        var present = await FindAsync(Alias, cancellationToken).ConfigureAwait(false);
        var isCurrent = present is not null && ContentMark.IsIn(present.Description, Hash);
        var state = new DefinitionState
        {
            AliasVersion = present?.Version,
            AliasIsCurrent = isCurrent,
            Receivers = present is null || Receivers is null ? [] : await ReceiversAsync(cancellationToken).ConfigureAwait(false),
        };
        if (isCurrent && !withVersions)
            return state;

        var newest = isCurrent ? null : await FindAsync(DefinitionState.Latest, cancellationToken).ConfigureAwait(false);
        if (newest is null && present is null)
            return state;

        var isReady = newest is not null && ContentMark.IsIn(newest.Description, Hash) && await IsWholeAsync(newest, cancellationToken).ConfigureAwait(false);
        var aliases = await resource.ListAliasesAsync(Name, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        return state with
        {
            ReadyVersion = isReady ? newest!.Version : null,
            Versions = await resource.ListVersionsAsync(Name, cancellationToken).Order().ToListAsync(cancellationToken).ConfigureAwait(false),
            AliasedVersions = aliases.Where(alias => alias.Id != DefinitionState.Latest).Select(alias => alias.Version).ToHashSet(),
        };
    }

    public override Task SetAliasAsync(int version, IReadOnlyList<string>? receivers, CancellationToken cancellationToken) =>
        resource.SetAliasAsync(Name, new Alias { Id = Alias, Version = version, Receivers = receivers }, cancellationToken);

    public override async Task DeleteVersionAsync(int version, CancellationToken cancellationToken)
    {
        // Asked once more: whether the service refuses to delete what an alias stands for is documented nowhere.
        var user = await resource.ListAliasesAsync(Name, cancellationToken)
            .FirstOrDefaultAsync(alias => alias.Version == version && alias.Id != DefinitionState.Latest, cancellationToken).ConfigureAwait(false);
        if (user is not null)
            throw new PublishException($"Version {version} of the {Kind} {Name} was to be deleted, but the alias '{user.Id}' stands for it by now. It was kept; plan again.");

        await resource.DeleteVersionAsync(Name, version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether nothing is missing of a version that says it has this content.</summary>
    protected virtual Task<bool> IsWholeAsync(T version, CancellationToken cancellationToken) => Task.FromResult(true);

    protected async Task<T> CreateAsync(T first, T next, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            return isFirst
                ? await resource.CreateAsync(first, cancellationToken).ConfigureAwait(false)
                : await resource.CreateVersionAsync(Name, next, cancellationToken).ConfigureAwait(false);
        }
        catch (AutomationException conflict) when (conflict.Status == HttpStatusCode.Conflict)
        {
            throw new PublishException($"The {Kind} {Name} is being published by somebody else at this moment. Plan again when that is done.", conflict);
        }
    }

    protected int VersionOf(T created) => created.Version
        ?? throw new PublishException($"The service did not say which version of the {Kind} {Name} it created. The alias was not moved; publish again.");

    /// <summary>What an alias stands for; null when there is none.</summary>
    protected async Task<T?> FindAsync(string alias, CancellationToken cancellationToken)
    {
        try
        {
            return await resource.GetAsync($"{Owner}.{Name}+{alias}", cancellationToken).ConfigureAwait(false);
        }
        catch (AutomationException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> ReceiversAsync(CancellationToken cancellationToken) =>
        (await resource.GetAliasAsync(Name, Alias, cancellationToken).ConfigureAwait(false)).Receivers ?? [];
}
