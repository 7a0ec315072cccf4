using System.Text.Json;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Automation.Wire;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>The Activity calls.</summary>
internal sealed class ActivityEndpoints(
    DefinitionStore definitions, AliasStore aliases, Listings listings, ActivityRules rules, ApsEmulatorOptions options)
    : DefinitionEndpoints(DefinitionKind.Activity, definitions, aliases, listings, options)
{
    protected override IReadOnlyList<string> BuiltIn => [BuiltInActivities.NopId];

    protected override Task AnswerBuiltInAsync(HttpContext http, string id) =>
        http.AnswerAsync(BuiltInActivities.Find(id)!, AutomationJson.Default.ActivityBody);

    protected override async Task<(string? Id, string Json)> ReadAsync(HttpContext http, bool isNewVersion)
    {
        var body = await http.ReadAsync(AutomationJson.Default.ActivityBody, MaxPayloadBytes);
        CheckId(body.Id, isNewVersion);
        await rules.CheckAsync(body, http.GetCaller().ClientId, http.RequestAborted);
        return (body.Id, JsonSerializer.Serialize(body with { Id = null, Version = null }, AutomationJson.Default.ActivityBody));
    }

    protected override Task AnswerAsync(HttpContext http, Definition definition, string id, bool isCreated)
    {
        var stored = JsonSerializer.Deserialize(definition.Json, AutomationJson.Default.ActivityBody)!;
        var answer = stored with
        {
            Id = id,
            Version = definition.Version,
            // The service leaves out what is empty.
            AppBundles = stored.AppBundles is { Count: > 0 } ? stored.AppBundles : null,
            Settings = stored.Settings is { Count: > 0 } ? stored.Settings : null,
        };
        return http.AnswerAsync(answer, AutomationJson.Default.ActivityBody);
    }
}
