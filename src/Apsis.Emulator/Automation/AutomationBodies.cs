using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>Reads and writes the JSON of Design Automation.</summary>
internal static class AutomationBodies
{
    /// <summary>Reads the whole body, up to the service's payload limit.</summary>
    public static async Task<T> ReadAsync<T>(this HttpContext http, JsonTypeInfo<T> type, int maxBytes)
        where T : class
    {
        var buffer = new byte[maxBytes + 1];
        var count = await http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, http.RequestAborted);
        if (count > maxBytes) throw AutomationErrors.TooLarge(maxBytes);
        try
        {
            var body = JsonSerializer.Deserialize(buffer.AsSpan(0, count), type)
                ?? throw AutomationErrors.BadField("", "The body must not be null.");
            return JsonText.HasWholeStrings(buffer.AsSpan(0, count)) ? body : throw AutomationErrors.BadField("", "The body has a text with half a character in it.");
        }
        catch (JsonException e)
        {
            throw AutomationErrors.BadField(JsonComplaint.PathOf(e), $"The body is not what this call takes: {JsonComplaint.Of(e)}");
        }
    }

    /// <summary>Answers JSON as the service does, without a charset.</summary>
    public static Task AnswerAsync<T>(this HttpContext http, T value, JsonTypeInfo<T> type) =>
        http.WriteJsonAsync(value, type, "application/json");

    public static Task AnswerNothing(this HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent) http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    /// <summary>A segment of the path.</summary>
    public static string RouteValue(this HttpContext http, string name) => http.Request.RouteValues[name] as string ?? "";

    /// <summary>The page token; clients encode it twice, which changes nothing in letters and digits.</summary>
    public static string? PageToken(this HttpContext http) => http.Request.Query["page"].FirstOrDefault();
}
