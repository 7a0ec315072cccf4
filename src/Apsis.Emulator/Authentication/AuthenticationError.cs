using System.Text.Json.Serialization;

namespace Apsis.Emulator.Authentication;

/// <summary>The error body of the gateway.</summary>
internal sealed record AuthenticationError(
    [property: JsonPropertyName("developerMessage")] string DeveloperMessage,
    [property: JsonPropertyName("userMessage")] string UserMessage,
    [property: JsonPropertyName("errorCode")] string ErrorCode,
    [property: JsonPropertyName("more info")] string MoreInfo)
{
    public static AuthenticationError Of(string code, string message) =>
        new(message, "", code, $"https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/error_handling/{code}");
}
