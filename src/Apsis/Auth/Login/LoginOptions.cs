namespace Apsis.Auth;

/// <summary>How a user of a desktop program logs in.</summary>
public sealed class LoginOptions
{
    /// <summary>What the user shall consent to. Default: <see cref="Auth.Scopes.DefaultAutomation"/>.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = Auth.Scopes.DefaultAutomation;

    /// <summary>
    /// A callback URL on this machine that is registered for the app: http, and <c>127.0.0.1</c>, <c>[::1]</c> or <c>localhost</c>. Port 0 takes a
    /// free one. Default <c>http://127.0.0.1:8765/callback</c>.
    /// </summary>
    public Uri RedirectUri { get; set; } = new("http://127.0.0.1:8765/callback");

    /// <summary>How long to wait for the user. Default 5 minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary><c>login</c> asks the user even when a session is active, <c>create</c> offers to sign up; null leaves it to the service.</summary>
    public string? Prompt { get; set; }
}
