using System.Net;
using System.Text.Json.Serialization.Metadata;
using Apsis.Exceptions;

namespace Apsis.Automation;

/// <summary>What AppBundles and Activities have in common: versions that never change, and aliases that name one of them.</summary>
/// <typeparam name="T">The definition: <see cref="AppBundle"/> or <see cref="Activity"/>.</typeparam>
public abstract class VersionedResource<T>
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

    /// <summary>Adds a version. The definition's id must be null: it is <paramref name="name"/>.</summary>
    public Task<T> CreateVersionAsync(string name, T definition, CancellationToken cancellationToken = default) =>
        Client.Call(HttpMethod.Post, $"{_path}/{Segment(name)}/versions").WithJson(definition, _type).Once().ReadAsync(_type, cancellationToken);

    /// <summary>The versions of <paramref name="name"/>.</summary>
    public IAsyncEnumerable<int> ListVersionsAsync(string name, CancellationToken cancellationToken = default) =>
        Client.PagesAsync($"{_path}/{Segment(name)}/versions", AutomationJson.Default.PageInt32, cancellationToken);

    /// <summary>Deletes <paramref name="name"/> with all its versions and aliases.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        Client.Call(HttpMethod.Delete, $"{_path}/{Segment(name)}").RunAsync(cancellationToken);

    /// <summary>The aliases of <paramref name="name"/>, <c>$LATEST</c> among them.</summary>
    public IAsyncEnumerable<Alias> ListAliasesAsync(string name, CancellationToken cancellationToken = default) =>
        Client.PagesAsync($"{_path}/{Segment(name)}/aliases", AutomationJson.Default.PageAlias, cancellationToken);

    /// <summary>Lets an alias stand for a version: moves it, or creates it when there is none.</summary>
    public async Task<Alias> SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default)
    {
        var aliases = $"{_path}/{Segment(name)}/aliases";
        try
        {
            return await Client.Call(HttpMethod.Patch, $"{aliases}/{Segment(alias)}")
                .WithJson(new Alias { Version = version }, AutomationJson.Default.Alias)
                .ReadAsync(AutomationJson.Default.Alias, cancellationToken).ConfigureAwait(false);
        }
        catch (AutomationException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return await Client.Call(HttpMethod.Post, aliases)
                .WithJson(new Alias { Id = alias, Version = version }, AutomationJson.Default.Alias)
                .ReadAsync(AutomationJson.Default.Alias, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Segment(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return Uri.EscapeDataString(text);
    }
}
