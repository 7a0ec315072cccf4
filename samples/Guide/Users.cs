using Apsis;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Http;

namespace Guide;

public static class Users
{
    public static async Task<string> TwoLeggedAsync(ApsisOptions options)
    {
        // snippet: two-legged
        using var auth = new AuthClient(new AuthClientOptions { ClientId = options.ClientId, ClientSecret = options.ClientSecret, BaseUrl = options.BaseUrl });

        var token = await auth.TwoLegged.GetTokenAsync([Scopes.CodeAll, Scopes.DataRead]);
        Console.WriteLine($"Good until {token.ExpiresAt:T}");
        // end
        return token.AccessToken;
    }

    public static async Task<UserProfile> ThreeLeggedAsync(ApsisOptions options, Func<Uri, CancellationToken, Task> showInBrowser, string tokenFile)
    {
        // snippet: three-legged
        using var auth = new AuthClient(
            new AuthClientOptions { ClientId = options.ClientId, ClientSecret = options.ClientSecret, BaseUrl = options.BaseUrl },
            new FileTokenStore(tokenFile));        // readable by its owner only, shared by all processes of that user

        try
        {
            await auth.ThreeLegged.GetTokenAsync();
        }
        catch (LoginRequiredException)
        {
            // Opens the browser, waits for its redirect to this machine, and exchanges the code, with PKCE.
            await auth.ThreeLegged.LoginAsync(
                new LoginOptions { Scopes = [Scopes.DataRead, Scopes.DataWrite, Scopes.DataCreate, Scopes.UserProfileRead, Scopes.CodeAll, Scopes.OpenId] },
                showInBrowser);
        }

        var user = await auth.User.GetProfileAsync();
        Console.WriteLine($"Signed in as {user.Name}");

        // Calls for the user rather than for the app:
        using var pipeline = new ApsPipeline(auth, tokens: auth.ThreeLegged);
        var data = new DataManagementClient(pipeline);
        // end
        _ = data;
        return user;
    }

    public static async Task<Uri> SignOutAsync(AuthClient auth)
    {
        // snippet: sign-out
        var logoutUrl = await auth.ThreeLegged.SignOutAsync();      // revokes both tokens and forgets them
        Console.WriteLine($"To end the browser's session too, open {logoutUrl}");
        // end
        return logoutUrl;
    }

    public static async Task<string> ServiceAccountAsync(ApsisOptions options)
    {
        // snippet: service-account
        using var auth = new AuthClient(new AuthClientOptions { ClientId = options.ClientId, ClientSecret = options.ClientSecret, BaseUrl = options.BaseUrl });

        // Once, and the key is given once only: keep it where you keep secrets.
        var account = await auth.ServiceAccounts.CreateAsync("plot-robot", "Plotting", "Robot");
        var key = await auth.ServiceAccounts.Keys.CreateAsync(account.ServiceAccountId);

        // From then on, on any machine: a user's token without a browser.
        var robot = auth.ServiceAccounts.For(account.ServiceAccountId, key);
        using var pipeline = new ApsPipeline(auth, tokens: robot);
        var automation = new AutomationClient(pipeline);
        // end
        return (await robot.GetTokenAsync([Scopes.DataRead])).AccessToken + automation.Region;
    }
}
