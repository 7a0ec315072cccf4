using Apsis.Emulator.Authentication;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The calls that upload one object, and the S3 endpoint they send the parts to.</summary>
internal sealed class UploadEndpoints(Uploads uploads, UploadCompletion completion, ObjectAnswers answers)
{
    public async Task OpenAsync(HttpContext http)
    {
        var parts = http.Int("parts", byDefault: 1, minimum: 1, maximum: Upload.MaximumUrls);
        var firstPart = http.Int("firstPart", byDefault: 1, minimum: 1, maximum: Upload.MaximumParts);
        // There is nothing to accelerate here, but a wrong value is refused as the service does.
        http.Bool("useAcceleration", byDefault: true);
        var opened = await uploads.OpenAsync(
            http.GetCaller(), http.ObjectPath(), http.Text("uploadKey"), firstPart, parts, http.UrlLife(), http.RequestAborted);
        await http.WriteJsonAsync(opened, OssJson.Default.UploadUrls);
    }

    public async Task CompleteAsync(HttpContext http)
    {
        var request = await http.JsonAsync(OssJson.Default.CompletionRequest);
        var headers = UploadHeaders.Of(name => http.Request.Headers[name].ToString());
        var (stored, failure) = await completion.CompleteAsync(http.GetCaller(), http.ObjectPath(), request, headers, http.RequestAborted);
        // The service answers a failed completion with status 200.
        if (failure is not null) await http.WriteJsonAsync(failure, OssJson.Default.CompletionFailure);
        else await http.WriteJsonAsync(answers.Short(stored!, withSha1: false), OssJson.Default.ObjectDetails);
    }

    /// <summary>S3: any content type or none; the body is never taken for a form.</summary>
    public async Task PutPartAsync(HttpContext http)
    {
        var id = (string)http.GetRouteValue("id")!;
        var eTag = await uploads.PutPartAsync(id, http.Text("partNumber"), http.Request.Body, http.RequestAborted);
        http.Response.Headers.ETag = $"\"{eTag}\"";
        http.Response.ContentLength = 0;
    }
}
