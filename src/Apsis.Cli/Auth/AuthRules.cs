namespace Apsis.Cli.Auth;

/// <summary>Which app a login is for.</summary>
internal static class AuthRules
{
    private const string AnyClient = "apsis";

    /// <summary>Fills in what an emulator needs.</summary>
    /// <remarks>
    /// <code>
    /// client id   secret   APS_BASE_URL        app
    /// yes         yes      any                 that one, a private client
    /// yes         no       any                 that one, a public client
    /// no          yes      any                 refused
    /// no          no       on this machine     client "apsis" of the emulator there
    /// no          no       none, elsewhere     refused
    /// </code>
    /// The built-in emulator ends with each command, and a login with it: it is never meant.
    /// </remarks>
    /// <exception cref="UsageException">Refused.</exception>
    public static void Choose(ApsisOptions options, Func<string, string?> variable)
    {
        if (options.ClientId.Length > 0)
            return;
        if (options.ClientSecret.Length > 0)
            throw new UsageException("APS_CLIENT_SECRET is set and APS_CLIENT_ID is not. Set the client id of the app that the login is for.");
        if (string.IsNullOrWhiteSpace(variable("APS_BASE_URL")) || !options.BaseUrl.IsLoopback)
        {
            throw new UsageException("A login is for an app: set APS_CLIENT_ID, and APS_CLIENT_SECRET when the app has one. "
                + "To try it without an account, run `apsis emulator`, and set APS_BASE_URL to the address that it prints.");
        }

        options.ClientId = AnyClient;
        options.ClientSecret = AnyClient;
    }
}
