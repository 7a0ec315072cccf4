using Apsis.Emulator.Authentication.Pages;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>A request to sign in that cannot be followed. The app is told through the browser, as RFC 6749, 4.1.2.1 has it.</summary>
internal sealed class AuthorizationRefusal(ReturnAddress returnTo, string error, string message)
    : ServiceRefusal(AuthorizationAnswer.StatusOf(returnTo), message)
{
    public override Task WriteBodyAsync(HttpContext http) =>
        AuthorizationAnswer.WriteAsync(http, returnTo, ("error", error), ("error_description", Message));
}

/// <summary>The same where the app cannot be told, because it is not known where it is: the user is shown why.</summary>
internal sealed class PageRefusal(string message) : ServiceRefusal(StatusCodes.Status400BadRequest, message)
{
    public override Task WriteBodyAsync(HttpContext http) => RefusalPage.WriteAsync(http, Message);
}
