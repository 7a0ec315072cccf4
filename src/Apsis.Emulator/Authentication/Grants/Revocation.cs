using Apsis.Emulator.Authentication.Tokens;

namespace Apsis.Emulator.Authentication.Grants;

/// <summary>Takes back what was given.</summary>
internal sealed class Revocation(AccessTokens accessTokens, RefreshTokens refreshTokens)
{
    /// <summary>Revokes an access token, or a refresh token and all access tokens of its grant.</summary>
    /// <remarks>A token that is not valid, or not this client's, is not worth an error (RFC 7009, 2.2).</remarks>
    public async Task RevokeAsync(string token, ClientProof client, CancellationToken cancellationToken)
    {
        if (accessTokens.Read(token) is { } claims)
        {
            if (claims.ClientId == client.ClientId) await accessTokens.RevokeAsync(claims, cancellationToken);
        }
        else if (await refreshTokens.FindAsync(token, cancellationToken) is { } found && found.Grant.ClientId == client.ClientId)
        {
            await RevokeGrantAsync(found.Grant.GrantId, cancellationToken);
        }
    }

    /// <summary>Revokes all tokens that come from one consent.</summary>
    public async Task RevokeGrantAsync(string grantId, CancellationToken cancellationToken)
    {
        await refreshTokens.RevokeGrantAsync(grantId, cancellationToken);
        await accessTokens.RevokeGrantAsync(grantId, cancellationToken);
    }
}
