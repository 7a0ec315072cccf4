namespace Apsis.Auth;

/// <summary>Who asks for tokens, and where.</summary>
public sealed class AuthClientOptions
{
    /// <summary>The client id of the APS app. Required.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>
    /// The client secret of the APS app. Required for two-legged tokens and service accounts; empty for a public client (desktop, mobile and
    /// single-page apps), whose users log in with PKCE. Never logged.
    /// </summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The host of APS. Default <c>https://developer.api.autodesk.com</c>; another one for an emulator.</summary>
    public Uri BaseUrl { get; set; } = new("https://developer.api.autodesk.com");

    /// <summary>Where users' profiles are. Default: <c>/userinfo</c> at <see cref="BaseUrl"/>, as the User Profile reference has it.</summary>
    public Uri? UserInfoUrl { get; set; }

    /// <summary>How long before its end a token is replaced. Default 5 minutes; a token lives about 60.</summary>
    public TimeSpan RefreshAhead { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one token request may take. Default 30 s.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(ClientId))
            throw new ArgumentException("ClientId is empty. Set it in code, or in the environment variable APS_CLIENT_ID.", nameof(ClientId));
        ArgumentNullException.ThrowIfNull(ClientSecret);
        if (!IsWebAddress(BaseUrl))
            throw new ArgumentException($"BaseUrl must be an absolute http or https address, such as https://developer.api.autodesk.com, not '{BaseUrl}'.", nameof(BaseUrl));
        if (UserInfoUrl is not null && !IsWebAddress(UserInfoUrl))
            throw new ArgumentException($"UserInfoUrl must be an absolute http or https address, not '{UserInfoUrl}'.", nameof(UserInfoUrl));
        ArgumentOutOfRangeException.ThrowIfLessThan(RefreshAhead, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RequestTimeout, TimeSpan.Zero);
    }

    /// <exception cref="ArgumentException">There is no secret, and what is asked for needs one.</exception>
    internal void RequireSecret()
    {
        if (string.IsNullOrWhiteSpace(ClientSecret))
            throw new ArgumentException("ClientSecret is empty. Set it in code, or in the environment variable APS_CLIENT_SECRET.", nameof(ClientSecret));
    }

    /// <summary>A copy: what a caller changes later must not change a client that is in use.</summary>
    internal AuthClientOptions Copy() => (AuthClientOptions)MemberwiseClone();

    private static bool IsWebAddress(Uri? url) => url is { IsAbsoluteUri: true } && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
