using System.Net;

namespace Apsis.Emulator.Tests.Authentication;

public sealed class TokenContextTests : SignInTest
{
    [Theory]
    [InlineData("/da/us-east/v3/forgeapps/me", HttpStatusCode.Forbidden)]
    [InlineData("/da/us-east/v3/engines", HttpStatusCode.Forbidden)]
    [InlineData("/da/us-east/v3/activities", HttpStatusCode.Forbidden)]
    [InlineData("/da/us-east/v3/servicelimits/me", HttpStatusCode.Forbidden)]
    [InlineData("/da/us-east/v3/shares", HttpStatusCode.Forbidden)]
    [InlineData("/da/us-east/v3/workitems?startAfterTime=1772600000", HttpStatusCode.BadRequest)]
    [InlineData("/da/us-east/v3/workitems/0123456789abcdef0123456789abcdef", HttpStatusCode.NotFound)]
    [InlineData("/oss/v2/buckets", HttpStatusCode.OK)]
    [InlineData("/authentication/v2/service-accounts", HttpStatusCode.Unauthorized)]
    public async Task A_users_token_is_good_for_what_is_not_the_apps_alone(string path, HttpStatusCode expected)
    {
        var tokens = await UserTokensAsync(("scope", "code:all bucket:read data:read application:service_account:read"));
        (await CallAsync(path, Text(tokens, "access_token"))).ShouldBe(expected);
    }
}
