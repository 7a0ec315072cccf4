using Apsis.Emulator.Authentication;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.S3;
using Apsis.Emulator.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The call that gives out a download URL, and the S3 endpoint behind it.</summary>
internal sealed class DownloadEndpoints(
    EmulatorDatabase database, ObjectStore objects, Downloads downloads, ContentResponse content, TimeProvider time)
{
    public async Task SignAsync(HttpContext http)
    {
        var path = http.ObjectPath();
        var life = http.UrlLife();
        http.Bool("useCdn", byDefault: false);
        http.Bool("public-resource-fallback", byDefault: false);
        var response = ResponseHeaders.Of(http.Text);
        var stored = await objects.GetAsync(http.GetCaller(), path.BucketKey, path.ObjectKey, http.RequestAborted);
        if (Preconditions.NotModified(http.Request.Headers.IfNoneMatch, http.Request.Headers.IfModifiedSince, stored.Sha1, stored.Modified))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var signed = downloads.Sign(stored, response, life);
        await database.WriteAsync((connection, _) => ObjectRows.Touch(connection, stored.VersionId, time.GetUtcNow()), http.RequestAborted);
        await http.WriteJsonAsync(signed, OssJson.Default.DownloadUrl);
    }

    /// <summary>S3: the content of one version.</summary>
    public async Task SendAsync(HttpContext http)
    {
        var versionId = (string)http.GetRouteValue("versionId")!;
        var stored = await database.ReadAsync(connection => ObjectRows.FindVersion(connection, versionId), http.RequestAborted)
            ?? throw S3Refusal.NoSuchKey();
        try
        {
            await content.SendAsync(http, stored, stored.VersionId, ResponseHeaders.Of(http.Text), ContentRefusals.OfS3);
        }
        catch (FileNotFoundException) when (!http.Response.HasStarted)
        {
            // Deleted between the look-up and the first byte.
            http.Response.Clear();
            throw S3Refusal.NoSuchKey();
        }
    }
}
