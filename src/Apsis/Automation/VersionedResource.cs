using System.Net;
using System.Text.Json.Serialization.Metadata;
using Apsis.Exceptions;

namespace Apsis.Automation;

/// <summary>What AppBundles and Activities have in common: versions that never change, and aliases that name one of them.</summary>
/// <typeparam name="T">The definition: <see cref="AppBundle"/> or <see cref="Activity"/>.</typeparam>
public abstract class VersionedResource<T>
    where T : class
{
    private readonly string _path;
    private readonly JsonTypeInfo<T> _type;

    private protected VersionedResource(AutomationClient client, string path, JsonTypeInfo<T> type)
    {
        Client = client;
        _path = path;
        _type = type;
    }

    private protected AutomationClient Client { get; }

    /// <summary>The qualified ids of all that the app may use: its own first, then those shared with it.</summary>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken = default) =>
        Client.PagesAsync(_path, AutomationJson.Default.PageString, cancellationToken);

    /// <summary>One definition, by its qualified id <c>owner.Name+alias</c>.</summary>
    public Task<T> GetAsync(string qualifiedId, CancellationToken cancellationToken = default) =>
        Client.Call(HttpMethod.Get, $"{_path}/{Segment(qualifiedId)}").ReadAsync(_type, cancellationToken);

    /// <summary>Creates version 1. Its id is a name: at most 40 letters, digits and underscores.</summary>
    public Task<T> CreateAsync(T definition, CancellationToken cancellationToken = default) =>
        Client.Call(HttpMethod.Post, _path).WithJson(definition, _type).Once().ReadAsync(_type, cancellationToken);

    /// <summary>Deletes <paramref name="name"/> with all its versions and aliases.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        Client.Call(HttpMethod.Delete, $"{_path}/{Segment(name)}").RunAsync(cancellationToken);

    /// <summary>The versions of <paramref name="name"/>.</summary>
    public IAsyncEnumerable<int> ListVersionsAsync(string name, CancellationToken cancellationToken = default) =>
        Client.PagesAsync(Versions(name), AutomationJson.Default.PageInt32, cancellationToken);

    /// <summary>One version of <paramref name="name"/>.</summary>
    public Task<T> GetVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        Client.Call(HttpMethod.Get, $"{Versions(name)}/{version}").ReadAsync(_type, cancellationToken);

    /// <summary>Adds a version. The definition's id must be null: it is <paramref name="name"/>.</summary>
    public Task<T> CreateVersionAsync(string name, T definition, CancellationToken cancellationToken = default) =>
        Client.Call(HttpMethod.Post, Versions(name)).WithJson(definition, _type).Once().ReadAsync(_type, cancellationToken);

    /// <summary>Deletes one version of <paramref name="name"/>. One that an alias stands for may be refused (409).</summary>
    public Task DeleteVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        Client.Call(HttpMethod.Delete, $"{Versions(name)}/{version}").RunAsync(cancellationToken);

    /// <summary>The aliases of <paramref name="name"/>, <c>$LATEST</c> among them.</summary>
    public IAsyncEnumerable<Alias> ListAliasesAsync(string name, CancellationToken cancellationToken = default) =>
        Client.PagesAsync(Aliases(name), AutomationJson.Default.PageAlias, cancellationToken);

    /// <summary>One alias of <paramref name="name"/>.</summary>
    public Task<Alias> GetAliasAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        Client.Call(HttpMethod.Get, $"{Aliases(name)}/{Segment(alias)}").ReadAsync(AutomationJson.Default.Alias, cancellationToken);

    /// <summary>Creates an alias: needs its id and its version.</summary>
    public Task<Alias> CreateAliasAsync(string name, Alias alias, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(alias);
        ArgumentException.ThrowIfNullOrWhiteSpace(alias.Id, nameof(alias));
        return Client.Call(HttpMethod.Post, Aliases(name)).WithJson(alias, AutomationJson.Default.Alias).Once()
            .ReadAsync(AutomationJson.Default.Alias, cancellationToken);
    }

    /// <summary>Changes an alias: its version unless that is 0, its receivers unless they are null.</summary>
    public Task<Alias> UpdateAliasAsync(string name, Alias alias, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(alias);
        // The id stands in the address; in the body it would be a wish to rename.
        return Client.Call(HttpMethod.Patch, $"{Aliases(name)}/{Segment(alias.Id!)}").WithJson(alias with { Id = null }, AutomationJson.Default.Alias)
            .ReadAsync(AutomationJson.Default.Alias, cancellationToken);
    }

    /// <summary>Lets an alias stand for a version: moves it, or creates it when there is none.</summary>
    public Task<Alias> SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default) =>
        SetAliasAsync(name, new Alias { Id = alias, Version = version }, cancellationToken);

    /// <summary>Changes an alias to what is given, or creates it when there is none.</summary>
    public async Task<Alias> SetAliasAsync(string name, Alias alias, CancellationToken cancellationToken = default)
    {
        try
        {
            return await UpdateAliasAsync(name, alias, cancellationToken).ConfigureAwait(false);
        }
        catch (AutomationException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return await CreateAliasAsync(name, alias, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes an alias. The version that it stood for stays.</summary>
    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        Client.Call(HttpMethod.Delete, $"{Aliases(name)}/{Segment(alias)}").RunAsync(cancellationToken);

    private string Versions(string name) => $"{_path}/{Segment(name)}/versions";

    private string Aliases(string name) => $"{_path}/{Segment(name)}/aliases";

    private static string Segment(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return Uri.EscapeDataString(text);
    }
}
