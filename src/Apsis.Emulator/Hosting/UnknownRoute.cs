using System.Text.Json.Serialization;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.S3;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>What nobody serves, answered in the shape of the service whose path it is under.</summary>
internal static class UnknownRoute
{
    public static Task AnswerAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return WriteAsync(http, "The emulator does not serve this path");
    }

    /// <summary>Writes a message in the service's shape; the status is set already.</summary>
    public static Task WriteAsync(HttpContext http, string message)
    {
        var path = http.Request.Path;
        if (path.StartsWithSegments("/s3")) return S3Refusal.WriteAsync(http, "MethodNotAllowed", message);
        if (path.StartsWithSegments("/authentication")) return http.WriteJsonAsync(AuthenticationError.Of("", message), AuthenticationJson.Default.AuthenticationError);
        if (path.StartsWithSegments("/da")) return http.WriteJsonAsync(message, UnknownRouteJson.Default.String, "application/json");
        return http.WriteJsonAsync(new Reason(message), UnknownRouteJson.Default.Reason);
    }
}

/// <summary>The error body of most services.</summary>
internal sealed record Reason([property: JsonPropertyName("reason")] string Text);

[JsonSerializable(typeof(Reason))]
[JsonSerializable(typeof(string))]
internal sealed partial class UnknownRouteJson : JsonSerializerContext;
