using Apsis.Emulator.Authentication.ServiceAccounts;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>The profile of the user of a three-legged token. In the cloud it has a host of its own.</summary>
internal sealed class UserInfoEndpoints(Users users, ServiceAccountStore accounts)
{
    // The emulator's users have always been there.
    private const string Created = "2020-01-01T00:00:00Z";

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
        Created = Created,
        Updated = Created,
    };
}
