namespace Apsis.Emulator.Authentication.Grants;

internal static class GrantTypes
{
    public const string ClientCredentials = "client_credentials";
    public const string AuthorizationCode = "authorization_code";
    public const string RefreshToken = "refresh_token";
    public const string Assertion = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public static readonly IReadOnlyList<string> All = [AuthorizationCode, ClientCredentials, RefreshToken, Assertion];
}
