using System.Globalization;
using Apsis.Emulator.Authentication.ServiceAccounts;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>The profile of the user of a three-legged token. In the cloud it has a host of its own.</summary>
internal sealed class UserInfoEndpoints(Users users, ServiceAccountStore accounts)
{
    // The emulator's users have always been there.
    private static readonly DateTimeOffset Created = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task GetAsync(HttpContext http)
    {
        var userId = http.GetCaller().UserId!;
        var profile = users.Find(userId) is { } user ? Of(user.UserId, user.Email, user.GivenName, user.FamilyName)
            : await accounts.FindAsync(userId, http.RequestAborted) is { } account ? Of(account.Id, account.Email, account.FirstName, account.LastName)
            : throw AuthenticationRefusal.InvalidToken();
        await http.WriteJsonAsync(profile, AuthenticationJson.Default.UserProfile);
    }

    private static UserProfile Of(string id, string email, string givenName, string familyName) => new()
    {
        Subject = id,
        EidmId = id,
        Name = $"{givenName} {familyName}",
        GivenName = givenName,
        FamilyName = familyName,
        UserName = email,
        Email = email,
        Created = Created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        Updated = Created.ToUnixTimeSeconds(),
    };
}
