using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>The user who has logged in.</summary>
public sealed class UserResource
{
    private readonly AuthCalls _calls;
    private readonly ITokenProvider _tokens;

    internal UserResource(AuthCalls calls, ITokenProvider tokens)
    {
        _calls = calls;
        _tokens = tokens;
    }

    /// <summary>The profile of the user of <see cref="AuthClient.ThreeLegged"/>.</summary>
    /// <exception cref="LoginRequiredException">Nobody is logged in, or the login has ended.</exception>
    /// <exception cref="ApsHttpException">The service refused or could not be reached.</exception>
    public Task<UserProfile> GetProfileAsync(CancellationToken cancellationToken = default) => GetProfileAsync(_tokens, cancellationToken);

    /// <summary>The profile of another user, whose tokens are given: <see cref="ThreeLeggedFlow.ForUser"/>, or a service account.</summary>
    /// <exception cref="LoginRequiredException">Nobody is logged in, or the login has ended.</exception>
    /// <exception cref="ApsHttpException">The service refused or could not be reached.</exception>
    public Task<UserProfile> GetProfileAsync(ITokenProvider tokens, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return _calls.ReadAsync(new AuthCall
        {
            Method = HttpMethod.Get,
            Url = _calls.Options.UserInfoUrl ?? new Uri(_calls.Options.BaseUrl, "/userinfo"),
            Subject = "No user profile",
            Advice = $"The login may lack the scope {Scopes.OpenId} or {Scopes.UserProfileRead}: log in again with it.",
            Tokens = tokens,
            Scopes = [Scopes.UserProfileRead],
        }, AuthJson.Default.UserProfile, cancellationToken);
    }
}
