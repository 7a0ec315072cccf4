using System.Globalization;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Automation.Wire;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>What AppBundles and Activities have in common: ids, versions, aliases, listings.</summary>
internal abstract class DefinitionEndpoints(
    DefinitionKind kind, DefinitionStore definitions, AliasStore aliases, Listings listings, ApsEmulatorOptions options)
{
    protected int MaxPayloadBytes => options.Automation.MaxPayloadBytes;

    public async Task ListAsync(HttpContext http)
    {
        var visible = await listings.VisibleAsync(kind, http.GetCaller().ClientId, http.RequestAborted);
        visible.AddRange(BuiltIn.Select(id => ("2" + id, id)));
        var page = PageToken.Cut(visible, entry => entry.Key, http.PageToken());
        await http.AnswerAsync(
            new Page<string> { PaginationToken = page.PaginationToken, Data = [.. page.Data.Select(entry => entry.Id)] },
            AutomationJson.Default.PageOfIds);
    }

    public async Task CreateAsync(HttpContext http)
    {
        var (id, json) = await ReadAsync(http, isNewVersion: false);
        var definition = await definitions.CreateAsync(kind, http.GetCaller().ClientId, id!, json, http.RequestAborted);
        await AnswerAsync(http, definition, definition.UnversionedId, isCreated: true);
    }

    public async Task GetAsync(HttpContext http)
    {
        var text = http.RouteValue("id");
        if (AutomationName.IsName(text)) throw AutomationErrors.NotFound(kind.ToString(), text);
        var id = QualifiedId.Parse(text) ?? throw AutomationErrors.CannotParseId();
        if (BuiltIn.Contains(text))
        {
            await AnswerBuiltInAsync(http, text);
            return;
        }

        var definition = await definitions.FindAsync(kind, id, http.GetCaller().ClientId, http.RequestAborted)
            ?? throw AutomationErrors.NotFound(kind.ToString(), text);
        await AnswerAsync(http, definition, id.ToString(), isCreated: false);
    }

    public async Task DeleteAsync(HttpContext http)
    {
        await definitions.DeleteAsync(kind, http.GetCaller().ClientId, Name(http), http.RequestAborted);
        await http.AnswerNothing(StatusCodes.Status204NoContent);
    }

    public async Task ListVersionsAsync(HttpContext http)
    {
        var versions = await definitions.VersionsAsync(kind, http.GetCaller().ClientId, Name(http), http.RequestAborted);
        await http.AnswerAsync(
            PageToken.Cut(versions, version => PageToken.Key(version), http.PageToken()), AutomationJson.Default.PageOfVersions);
    }

    public async Task CreateVersionAsync(HttpContext http)
    {
        var name = Name(http);
        var (_, json) = await ReadAsync(http, isNewVersion: true);
        var definition = await definitions.AddVersionAsync(kind, http.GetCaller().ClientId, name, json, http.RequestAborted);
        await AnswerAsync(http, definition, definition.UnversionedId, isCreated: true);
    }

    public async Task GetVersionAsync(HttpContext http)
    {
        var name = Name(http);
        var definition = await definitions.FindVersionAsync(kind, http.GetCaller().ClientId, name, Version(http), http.RequestAborted)
            ?? throw AutomationErrors.NotFound($"version {Version(http)} of", name);
        await AnswerAsync(http, definition, name, isCreated: false);
    }

    public async Task DeleteVersionAsync(HttpContext http)
    {
        await definitions.DeleteVersionAsync(kind, http.GetCaller().ClientId, Name(http), Version(http), http.RequestAborted);
        await http.AnswerNothing(StatusCodes.Status204NoContent);
    }

    public async Task ListAliasesAsync(HttpContext http)
    {
        var all = await aliases.ListAsync(kind, http.GetCaller().ClientId, Name(http), http.RequestAborted);
        var page = PageToken.Cut(all, alias => alias.Id, http.PageToken());
        await http.AnswerAsync(
            new Page<AliasAnswer> { PaginationToken = page.PaginationToken, Data = [.. page.Data.Select(Answer)] },
            AutomationJson.Default.PageOfAliases);
    }

    public async Task CreateAliasAsync(HttpContext http)
    {
        var name = Name(http);
        var body = await http.ReadAsync(AutomationJson.Default.AliasBody, MaxPayloadBytes);
        if (!AutomationName.IsName(body.Id)) throw AutomationErrors.BadName("id", body.Id);
        if (body.Version is not { } version) throw AutomationErrors.BadField("version", "The version is required.");
        var alias = new StoredAlias(body.Id!, version, Receivers(body) ?? []);
        await AnswerAsync(http, await aliases.CreateAsync(kind, http.GetCaller().ClientId, name, alias, http.RequestAborted));
    }

    public async Task GetAliasAsync(HttpContext http)
    {
        var id = http.RouteValue("alias");
        var alias = await aliases.FindAsync(kind, http.GetCaller().ClientId, Name(http), id, http.RequestAborted)
            ?? throw AutomationErrors.NotFound("alias", id);
        await AnswerAsync(http, alias);
    }

    public async Task ChangeAliasAsync(HttpContext http)
    {
        var name = Name(http);
        var body = await http.ReadAsync(AutomationJson.Default.AliasBody, MaxPayloadBytes);
        if (Alias(http) is var id && body.Version is null && body.Receiver is null)
            throw AutomationErrors.BadField("version", "A version, a receiver or both are required.");
        var change = body with { Receiver = Receivers(body) };
        await AnswerAsync(http, await aliases.ChangeAsync(kind, http.GetCaller().ClientId, name, id, change, http.RequestAborted));
    }

    public async Task DeleteAliasAsync(HttpContext http)
    {
        await aliases.DeleteAsync(kind, http.GetCaller().ClientId, Name(http), Alias(http), http.RequestAborted);
        await http.AnswerNothing(StatusCodes.Status204NoContent);
    }

    /// <summary>The service's own, which everyone sees.</summary>
    protected virtual IReadOnlyList<string> BuiltIn => [];

    protected virtual Task AnswerBuiltInAsync(HttpContext http, string id) => throw AutomationErrors.NotFound(kind.ToString(), id);

    /// <summary>Reads and checks a body; returns its id, null for a new version, and what to store.</summary>
    protected abstract Task<(string? Id, string Json)> ReadAsync(HttpContext http, bool isNewVersion);

    protected abstract Task AnswerAsync(HttpContext http, Definition definition, string id, bool isCreated);

    /// <summary>A name is required for the first version and forbidden for the next ones.</summary>
    protected static void CheckId(string? id, bool isNewVersion)
    {
        if (isNewVersion && id is not null) throw AutomationErrors.BadField("id", "The id must be null for a new version.");
        if (!isNewVersion && !AutomationName.IsName(id)) throw AutomationErrors.BadName("id", id);
    }

    private static string Name(HttpContext http) =>
        AutomationName.IsName(http.RouteValue("id")) ? http.RouteValue("id") : throw AutomationErrors.CannotParseId();

    private static int Version(HttpContext http) =>
        int.TryParse(http.RouteValue("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw AutomationErrors.NotFound("version", http.RouteValue("version"));

    // $LATEST belongs to the service: it can be read, not moved.
    private static string Alias(HttpContext http) => http.RouteValue("alias") is var alias && alias == AutomationName.Latest
        ? throw AutomationErrors.BadField("id", "The alias $LATEST cannot be changed.")
        : alias;

    private static List<string>? Receivers(AliasBody body)
    {
        if (body.Receiver?.Any(string.IsNullOrWhiteSpace) is true) throw AutomationErrors.BadField("receiver", "A receiver must not be empty.");
        return body.Receiver?.Distinct(StringComparer.Ordinal).ToList();
    }

    private static AliasAnswer Answer(StoredAlias alias) => AliasAnswer.Of(alias.Id, alias.Version, alias.Receivers);

    private static Task AnswerAsync(HttpContext http, StoredAlias alias) => http.AnswerAsync(Answer(alias), AutomationJson.Default.AliasAnswer);
}
