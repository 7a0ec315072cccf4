using System.Text.Json;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.S3;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>The AppBundle calls.</summary>
internal sealed class AppBundleEndpoints(
    DefinitionStore definitions, AliasStore aliases, Listings listings, ActivityRules rules, AppBundleForm form, PresignedUrls urls,
    ApsEmulatorOptions options)
    : DefinitionEndpoints(DefinitionKind.AppBundle, definitions, aliases, listings, options)
{
    private static readonly TimeSpan PackageUrlLife = TimeSpan.FromHours(1);

    protected override async Task<(string? Id, string Json)> ReadAsync(HttpContext http, bool isNewVersion)
    {
        var body = await http.ReadAsync(AutomationJson.Default.AppBundleBody, MaxPayloadBytes);
        CheckId(body.Id, isNewVersion);
        await rules.CheckAsync(body, http.GetCaller().ClientId, http.RequestAborted);
        var stored = body with { Id = null, Version = null, Package = null, UploadParameters = null };
        return (body.Id, JsonSerializer.Serialize(stored, AutomationJson.Default.AppBundleBody));
    }

    protected override async Task AnswerAsync(HttpContext http, Definition definition, string id, bool isCreated)
    {
        var answer = JsonSerializer.Deserialize(definition.Json, AutomationJson.Default.AppBundleBody)! with
        {
            Id = id,
            Version = definition.Version,
            UploadParameters = isCreated ? await form.MakeAsync(definition, http.RequestAborted) : null,
            Package = isCreated || definition.PackageBlobId is null
                ? null
                : urls.Sign("GET", AppBundlePackages.PathOf(definition), PackageUrlLife).AbsoluteUri,
        };
        await http.AnswerAsync(answer, AutomationJson.Default.AppBundleBody);
    }
}
