using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>What the authentication service, or the gateway before any service, refuses.</summary>
internal sealed class AuthenticationRefusal(int status, string code, string message) : ServiceRefusal(status, message)
{
    // Autodesk's clients refresh their token on a 401 with this very text.
    public static AuthenticationRefusal InvalidToken() => new(401, "AUTH-006", "Access token provided is invalid or expired.");

    public static AuthenticationRefusal MissingScope() => new(403, "AUTH-010", "Token does not have the privilege for this request.");

    public static AuthenticationRefusal NoCredentials() => new(401, "AUTH-003", "No client id and secret were found in the request.");

    public static AuthenticationRefusal WrongCredentials() => new(401, "AUTH-003", "The client_id (or client_secret) specified is not valid.");

    /// <summary>A code, refresh token or assertion that gives nothing (any more), or not to this client.</summary>
    public static AuthenticationRefusal InvalidGrant(string message) => new(400, "AUTH-004", message);

    public static AuthenticationRefusal InvalidRequest(string message) => new(400, "AUTH-008", message);

    public static AuthenticationRefusal MissingParameter(string name) => InvalidRequest($"The request is missing a required parameter '{name}'.");

    public static AuthenticationRefusal InvalidScope() =>
        InvalidRequest("The requested scope is invalid, unknown, malformed or exceeds the scope granted by the resource owner.");

    public static AuthenticationRefusal NotForm() => new(400, "AUTH-007", "The Content-Type must be application/x-www-form-urlencoded.");

    public static AuthenticationRefusal UnsupportedGrant(string message) => new(400, "AUTH-009", message);

    public static AuthenticationRefusal LimitReached(string message) => new(403, "AUTH-001", message);

    public static AuthenticationRefusal NotFound(string message) => new(404, "AUTH-005", message);

    public override Task WriteBodyAsync(HttpContext http) =>
        http.WriteJsonAsync(AuthenticationError.Of(code, Message), AuthenticationJson.Default.AuthenticationError);
}
