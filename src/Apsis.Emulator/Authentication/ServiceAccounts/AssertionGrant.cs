using Apsis.Emulator.Authentication.Tokens;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.ServiceAccounts;

/// <summary>A three-legged token for a statement that a service account's key has signed (RFC 7523).</summary>
internal sealed class AssertionGrant(
    ServiceAccountStore accounts, ServiceAccountKeys keys, AccessTokens accessTokens, EmulatorAddress address, TimeProvider time)
{
    private const string CloudAudience = "https://developer.api.autodesk.com/authentication/v2/token";

    // A lifetime given in milliseconds, the common mistake, is far beyond this.
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);

    public async Task<TokenAnswer> IssueAsync(IFormCollection form, ClientProof client, CancellationToken cancellationToken)
    {
        var clientId = client.RequireSecret();
        var token = JsonWebToken.Parse(form.Required("assertion")) ?? throw Invalid("it is no JSON web token signed with RS256");
        var claims = token.Read(AuthenticationJson.Default.AssertionClaims) ?? throw Invalid("its claims are not of the form that the service knows");
        if (claims.Issuer != clientId) throw Invalid("iss must be the client id");
        CheckTime(claims);
        if (!claims.Audiences.Any(audience => audience == CloudAudience || audience == address.Url("/authentication/v2/token")))
            throw Invalid($"aud must be {CloudAudience}");

        var account = await accounts.FindAsync(claims.Subject ?? "", cancellationToken);
        if (account is null || account.ClientId != clientId) throw Invalid("sub must be a service account of the app");
        if (account.StatusAt(time.GetUtcNow()) != ServiceAccount.Enabled) throw Invalid("the service account is not enabled");
        var key = await keys.FindAsync(account.Id, token.Header.KeyId ?? "", cancellationToken);
        if (key is not { IsEnabled: true }) throw Invalid("kid must be an enabled key of the service account");
        if (!key.HasSigned(token)) throw Invalid("the signature is wrong");

        var scopes = Scopes.Narrow(Scopes.Parse(claims.ScopeText), form["scope"]);
        await keys.TouchAsync(key, cancellationToken);
        return await accessTokens.IssueAsync(new AccessGrant(clientId, scopes, account.Id), cancellationToken);
    }

    private void CheckTime(AssertionClaims claims)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        if (claims.Expires is not { } expires) throw Invalid("exp is missing");
        if (expires <= now) throw Invalid("it has expired");
        if (expires > now + LongestLife.TotalSeconds) throw Invalid("exp is more than an hour ahead");
    }

    private static AuthenticationRefusal Invalid(string why) => AuthenticationRefusal.InvalidGrant($"The assertion is invalid: {why}.");
}
