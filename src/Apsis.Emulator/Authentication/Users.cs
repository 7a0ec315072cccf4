namespace Apsis.Emulator.Authentication;

/// <summary>The people who can sign in.</summary>
internal sealed class Users(ApsEmulatorOptions options)
{
    public IEnumerable<EmulatorUser> All => options.Authentication.Users;

    /// <summary>The user who signs in and consents to everything without a page, if there is one.</summary>
    public EmulatorUser? Automatic =>
        options.Authentication.ConsentAs is { } email ? All.FirstOrDefault(user => user.HasEmail(email)) : null;

    public EmulatorUser? Find(string? userId) => All.FirstOrDefault(user => user.UserId == userId);
}
