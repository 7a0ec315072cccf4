using System.Globalization;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.S3;
using Apsis.Emulator.Storage;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>Serves the zip of an AppBundle to whoever holds its signed URL.</summary>
internal sealed class AppBundlePackages(AppStore apps, DefinitionStore definitions, BlobFolder blobs)
{
    public static string PathOf(Definition definition) => string.Create(
        CultureInfo.InvariantCulture,
        $"{AppBundleForm.Path}/apps/{Uri.EscapeDataString(definition.Owner)}/{definition.Name}/{definition.Version}");

    public async Task GetAsync(HttpContext http)
    {
        var version = int.Parse(http.RouteValue("version"), CultureInfo.InvariantCulture);
        var clientId = await apps.ClientIdOfAsync(http.RouteValue("owner"), http.RequestAborted);
        var definition = await definitions.FindVersionAsync(
            DefinitionKind.AppBundle, clientId, http.RouteValue("name"), version, http.RequestAborted);
        if (definition?.PackageBlobId is not { } blob) throw S3Refusal.NoSuchKey();
        http.Response.MarkPassive();
        await Results.File(blobs.FileOf(blob), "application/octet-stream", enableRangeProcessing: true).ExecuteAsync(http);
    }
}
