using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Reads the inputs of an object storage call, refusing what is out of range.</summary>
internal static class OssRequest
{
    private const int MaximumJsonBytes = 1024 * 1024;

    public static string BucketKey(this HttpContext http) => http.GetRouteValue("bucketKey") as string ?? throw OssRefusal.NoBucket();

    /// <summary>The bucket and object that the path names.</summary>
    public static ObjectPath ObjectPath(this HttpContext http) => http.Features.Get<ObjectPath>() ?? throw OssRefusal.NoObject();

    public static int Int(this HttpContext http, string name, int byDefault, int minimum, int maximum)
    {
        var text = http.Text(name);
        if (text is null) return byDefault;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? value
            : throw OssRefusal.BadValue(name);
    }

    public static bool Bool(this HttpContext http, string name, bool byDefault)
    {
        var text = http.Text(name);
        if (text is null) return byDefault;
        return bool.TryParse(text, out var value) ? value : throw OssRefusal.BadValue(name);
    }

    /// <summary>A query value; null when it is missing or empty.</summary>
    public static string? Text(this HttpContext http, string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>How long a URL of this call is to live: 1 to 60 minutes, 2 when nothing is said.</summary>
    public static TimeSpan UrlLife(this HttpContext http) => TimeSpan.FromMinutes(http.Int("minutesExpiration", byDefault: 2, minimum: 1, maximum: 60));

    /// <summary>The JSON body.</summary>
    /// <exception cref="OssRefusal">400: it is not JSON, or not of that shape.</exception>
    public static async Task<T> JsonAsync<T>(this HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        if (http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is not true)
            throw OssRefusal.BadBody("The Content-Type must be application/json");
        return await http.JsonOrNullAsync(type) ?? throw OssRefusal.BadBody("The body is empty");
    }

    /// <summary>The JSON body of any content type; null when there is no body.</summary>
    public static async Task<T?> JsonOrNullAsync<T>(this HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaximumJsonBytes;
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (body.Length == 0) return null;
        try
        {
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type);
        }
        catch (JsonException e)
        {
            throw OssRefusal.BadBody($"The body is not as expected at '{e.Path}', line {e.LineNumber + 1}");
        }
    }
}
