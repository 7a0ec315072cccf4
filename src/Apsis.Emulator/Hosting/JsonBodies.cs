using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>JSON in and out of an endpoint.</summary>
internal static class JsonBodies
{
    /// <summary>Writes a value as the whole answer, with its length.</summary>
    public static async Task WriteJsonAsync<T>(
        this HttpContext http, T value, JsonTypeInfo<T> type, string contentType = "application/json; charset=utf-8")
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>Writes text as the whole answer, with its length.</summary>
    public static async Task WriteTextAsync(this HttpContext http, string text, string contentType)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(text);
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
