using System.Globalization;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The calls about links that need no token.</summary>
internal sealed class SignedResourceEndpoints(
    SignedResources resources, ResumableUploads resumables, ContentResponse content, ObjectAnswers answers, EmulatorAddress address)
{
    private const int DefaultMinutes = 60;
    private const int MaximumMinutes = 60;
    private const int MaximumSessionId = 200;

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
        var stored = await resources.OpenAsync(Id(http), headers, http.RequestAborted);
        try
        {
            await content.SendAsync(http, stored, stored.Sha1, headers, ContentRefusals.OfService);
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
        var headers = HeadersOf(http);
        var stored = await resources.PutAsync(Id(http), http.Request.Body, headers, http.Request.Headers.IfMatch, http.RequestAborted);
        await http.WriteJsonAsync(answers.Short(stored, withSha1: true), OssJson.Default.ObjectDetails);
    }

    public async Task DeleteAsync(HttpContext http)
    {
        await resources.DeleteAsync(http.GetCaller(), Id(http), http.RequestAborted);
        await http.WriteTextAsync($"Signed resource deleted successfully: {Id(http)}", "text/plain; charset=utf-8");
    }

    /// <summary>One piece of many; two of its refusals are plain text, as the service writes them.</summary>
    public async Task PutPieceAsync(HttpContext http)
    {
        var headers = HeadersOf(http);
        if (http.Request.Headers["Session-Id"].ToString() is not { Length: > 0 and <= MaximumSessionId } session)
            throw new PlainRefusal(StatusCodes.Status400BadRequest, "Session-Id header is missed");
        if (http.Request.Headers.ContentRange.ToString() is not { Length: > 0 } header)
            throw new PlainRefusal(StatusCodes.Status416RangeNotSatisfiable, "Missing Content-Range header");
        if (!ContentRangeHeaderValue.TryParse(header, out var range) || range is not { Unit.Value: "bytes", From: { } first, To: { } last, Length: { } total })
            throw OssRefusal.BadValue("Content-Range");

        var stored = await resumables.PutAsync(Id(http), session, first, last - first + 1, total, http.Request.Body, headers, http.RequestAborted);
        if (stored is not null)
        {
            await http.WriteJsonAsync(answers.Short(stored, withSha1: false), OssJson.Default.ObjectDetails);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.ContentLength = 0;
    }

    private static ObjectHeaders HeadersOf(HttpContext http)
    {
        var contentType = http.Request.ContentType;
        if (contentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true) throw OssRefusal.BadValue("Content-Type");
        return new ObjectHeaders
        {
            ContentType = HeaderValues.Check("Content-Type", contentType) ?? ObjectHeaders.DefaultContentType,
            ContentDisposition = HeaderValues.Check("Content-Disposition", http.Request.Headers.ContentDisposition),
        };
    }

    private static string Id(HttpContext http) => (string)http.GetRouteValue("id")!;
}
