using System.Security.Cryptography;
using System.Text;

namespace Apsis.Emulator;

/// <summary>A person who can sign in at the emulator; no password is asked for.</summary>
/// <param name="Email">The email address, which tells users apart.</param>
/// <param name="GivenName">The first name.</param>
/// <param name="FamilyName">The last name.</param>
public sealed record EmulatorUser(string Email, string GivenName, string FamilyName)
{
    private const string Characters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 16;

    /// <summary>The user id in tokens and profiles: always the same for the same email address.</summary>
    public string UserId => string.Concat(
        SHA256.HashData(Encoding.UTF8.GetBytes(Email.ToUpperInvariant())).Take(Length).Select(value => Characters[value % Characters.Length]));

    /// <summary>First and last name.</summary>
    public string Name => $"{GivenName} {FamilyName}";

    internal bool HasEmail(string email) => string.Equals(Email, email, StringComparison.OrdinalIgnoreCase);
}
