namespace Apsis.Auth;

/// <summary>The names under which tokens are stored: service, app, and whose. They hold no secret.</summary>
internal static class TokenKey
{
    public static string TwoLegged(AuthClientOptions options, IEnumerable<string> scopes) => $"{App(options)} two-legged {string.Join(' ', scopes)}";

    public static string ThreeLegged(AuthClientOptions options, string user) => $"{App(options)} three-legged {Uri.EscapeDataString(user)}";

    public static string ServiceAccount(AuthClientOptions options, string accountId, IEnumerable<string> scopes) =>
        $"{App(options)} service-account {accountId} {string.Join(' ', scopes)}";

    private static string App(AuthClientOptions options) =>
        $"{options.BaseUrl.GetLeftPart(UriPartial.Authority)} {Uri.EscapeDataString(options.ClientId)}";
}
