using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Apsis.Emulator.Page;

/// <summary>A file that is built into the emulator.</summary>
internal sealed class PageAsset
{
    private readonly byte[] _content;
    private readonly string _contentType;
    private readonly string _tag;

    private PageAsset(string name, string contentType)
    {
        using var stream = typeof(PageAsset).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"'{name}' is not built into the emulator.");
        _content = new byte[stream.Length];
        stream.ReadExactly(_content);
        _contentType = contentType;
        _tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(..8))}\"";
    }

    public static PageAsset Style { get; } = new("page.css", "text/css; charset=utf-8");

    public static PageAsset Script { get; } = new("page.js", "text/javascript; charset=utf-8");

    public async Task WriteAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers.ETag = _tag;
        if (http.Request.Headers.IfNoneMatch == _tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        headers[HeaderNames.ContentType] = _contentType;
        http.Response.ContentLength = _content.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(_content, http.RequestAborted);
    }
}
