using System.Globalization;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The calls about links that need no token.</summary>
internal sealed class SignedResourceEndpoints(
    SignedResources resources, ContentResponse content, ObjectAnswers answers, EmulatorAddress address)
{
    private const int DefaultMinutes = 60;
    private const int MaximumMinutes = 60;

    public async Task CreateAsync(HttpContext http)
    {
        var access = (http.Text("access") ?? "read").ToLower(CultureInfo.InvariantCulture);
        if (access is not ("read" or "write" or "readwrite")) throw OssRefusal.BadValue("access");
        http.Bool("useCdn", byDefault: false);
        var request = await http.JsonOrNullAsync(OssJson.Default.SignedUrlRequest);
        var minutes = request?.MinutesExpiration ?? DefaultMinutes;
        if (minutes is < 1 or > MaximumMinutes) throw OssRefusal.BadValue("minutesExpiration");

        var (resource, region) = await resources.CreateAsync(
            http.GetCaller(), http.ObjectPath(), access, TimeSpan.FromMinutes(minutes), request?.SingleUse ?? false, http.RequestAborted);
        var url = address.Url($"/oss/v2/signedresources/{resource.Id}?region={region}");
        await http.WriteJsonAsync(new SignedUrl(url, resource.Expires.ToUnixTimeMilliseconds(), resource.SingleUse), OssJson.Default.SignedUrl);
    }

    public async Task GetAsync(HttpContext http)
    {
        var headers = ResponseHeaders.Of(http.Text);
        var stored = await resources.OpenAsync(Id(http), http.RequestAborted);
        try
        {
            await content.SendAsync(http, stored, stored.Sha1, headers);
        }
        catch (FileNotFoundException) when (!http.Response.HasStarted)
        {
            // Deleted between the look-up and the first byte.
            http.Response.Clear();
            throw OssRefusal.NoObject();
        }
    }

    public async Task PutAsync(HttpContext http)
    {
        var contentType = http.Request.ContentType;
        if (contentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true) throw OssRefusal.BadValue("Content-Type");
        var headers = new ObjectHeaders
        {
            ContentType = HeaderValues.Check("Content-Type", contentType) ?? ObjectHeaders.DefaultContentType,
            ContentDisposition = HeaderValues.Check("Content-Disposition", http.Request.Headers.ContentDisposition),
        };
        var stored = await resources.PutAsync(Id(http), http.Request.Body, headers, http.Request.Headers.IfMatch, http.RequestAborted);
        await http.WriteJsonAsync(answers.Short(stored, withSha1: true), OssJson.Default.ObjectDetails);
    }

    public async Task DeleteAsync(HttpContext http)
    {
        await resources.DeleteAsync(http.GetCaller(), Id(http), http.RequestAborted);
        await http.WriteTextAsync($"Signed resource deleted successfully: {Id(http)}", "text/plain");
    }

    private static string Id(HttpContext http) => (string)http.GetRouteValue("id")!;
}
