using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>What the authentication service, or the gateway before any service, refuses.</summary>
internal sealed class AuthenticationRefusal(int status, string code, string message) : ServiceRefusal(status, message)
{
    // Autodesk's clients refresh their token on a 401 with this very text.
    public static AuthenticationRefusal InvalidToken() => new(401, "AUTH-006", "Access token provided is invalid or expired.");

    public static AuthenticationRefusal MissingScope() => new(403, "AUTH-010", "Token does not have the privilege for this request.");

    public static AuthenticationRefusal InvalidCredentials(string message) => new(401, "AUTH-003", message);

    public static AuthenticationRefusal InvalidRequest(string message) => new(400, "AUTH-008", message);

    public static AuthenticationRefusal NotForm() => new(400, "AUTH-007", "The Content-Type must be application/x-www-form-urlencoded.");

    public static AuthenticationRefusal UnsupportedGrant(string message) => new(400, "AUTH-009", message);

    public override Task WriteBodyAsync(HttpContext http) =>
        http.WriteJsonAsync(AuthenticationError.Of(code, Message), AuthenticationJson.Default.AuthenticationError);
}
