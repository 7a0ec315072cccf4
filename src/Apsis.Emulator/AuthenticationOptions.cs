namespace Apsis.Emulator;

/// <summary>Who can sign in at the emulator, how apps get their tokens, and how long those live.</summary>
public sealed class AuthenticationOptions
{
    /// <summary>How long an access token lives, in whole seconds, by the emulator's clock. Default 3599 s, as in the service.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromSeconds(3599);

    /// <summary>The people who can sign in. Default: Ada Lovelace, ada@example.com.</summary>
    public IList<EmulatorUser> Users { get; } = [new("ada@example.com", "Ada", "Lovelace")];

    /// <summary>
    /// Where the browser may be sent back to: URLs up to their query, or beginnings that end in <c>*</c>. Empty, the default: any
    /// <c>https</c> URL and any URL of this machine (<c>http://localhost</c>, <c>http://127.0.0.1</c>, <c>http://[::1]</c>).
    /// </summary>
    public IList<string> RedirectUris { get; } = [];

    /// <summary>
    /// The email address of a user who is always signed in and allows everything, so that a program without a browser can follow the
    /// redirects; null, the default, asks in a page.
    /// </summary>
    public string? ConsentAs { get; set; }

    /// <exception cref="ApsEmulatorException">An option is of no sense.</exception>
    internal void Check()
    {
        if (AccessTokenLifetime < TimeSpan.FromSeconds(1))
            throw new ApsEmulatorException($"{nameof(AccessTokenLifetime)} is {AccessTokenLifetime}. Choose one second or more.");
        if (Users.GroupBy(user => user.UserId).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ApsEmulatorException($"The user '{twice.First().Email}' is given twice. Leave one of them out of {nameof(Users)}.");
        if (ConsentAs is not null && !Users.Any(user => user.HasEmail(ConsentAs)))
            throw new ApsEmulatorException($"{nameof(ConsentAs)} is '{ConsentAs}', who is no user. Add that one to {nameof(Users)}.");
    }
}
