using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>One login that is asked for: what the authorization URL is made of, and what its redirect is checked against. Good for one use.</summary>
/// <remarks>A web app keeps <see cref="State"/>, <see cref="Nonce"/> and the verifier of <see cref="Pkce"/> in the user's session between the two.</remarks>
public sealed record AuthorizationRequest
{
    private const int RandomBytes = 32;

    /// <summary>Where the user is sent afterwards; exactly a callback URL that is registered for the app.</summary>
    public required Uri RedirectUri { get; init; }

    /// <summary>What the user shall consent to; see <see cref="Auth.Scopes"/>. At most 50, of 3000 characters together.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Comes back with the redirect, and proves that the redirect belongs to this request. Random by default.</summary>
    public string State { get; init; } = RandomText();

    /// <summary>Ties an ID token to this request; sent when <c>openid</c> is among the scopes. Random by default.</summary>
    public string Nonce { get; init; } = RandomText();

    /// <summary>The proof of the code exchange; a new one by default. Null goes without, which a client with a secret may do.</summary>
    public Pkce? Pkce { get; init; } = Pkce.Create();

    /// <summary><c>login</c> asks the user even when a session is active, <c>create</c> offers to sign up; null leaves it to the service.</summary>
    public string? Prompt { get; init; }

    /// <summary>A JSON object with options of the sign-in page (<c>authoptions</c> of the service); null for none.</summary>
    public string? AuthOptions { get; init; }

    /// <summary>Whether a state that came with a redirect is that of this request. Takes the same time for every wrong one of the same length.</summary>
    public bool IsStateOf(string? state) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state ?? ""), Encoding.UTF8.GetBytes(State)) && State.Length > 0;

    /// <summary>The code in a redirect, once the redirect has proved to belong to this request.</summary>
    /// <param name="redirect">The address that the user was sent to, with its query.</param>
    /// <exception cref="LoginFailedException">The state is wrong, the user or the service has refused, or there is no code.</exception>
    public string CodeIn(Uri redirect)
    {
        ArgumentNullException.ThrowIfNull(redirect);
        return CodeIn(RedirectQuery.Of(redirect.IsAbsoluteUri ? redirect.Query : redirect.OriginalString));
    }

    /// <summary>Prints what is public of it.</summary>
    public override string ToString() => $"AuthorizationRequest {{ {string.Join(' ', Scopes)}, redirect {RedirectUri.GetLeftPart(UriPartial.Path)}, state *** }}";

    internal string CodeIn(RedirectQuery? query)
    {
        if (query is null || !IsStateOf(query.State))
            throw new LoginFailedException("The redirect does not belong to this login (its state is another). Begin the login again; if it happens again, somebody may be interfering.");
        if (query.Error is { } error)
        {
            var description = AuthError.Plain(query.ErrorDescription);
            throw new LoginFailedException(error == "access_denied"
                ? $"The login was refused: the user did not consent{(description.Length > 0 ? $" ({description})" : "")}."
                : $"The login was refused by the service: {AuthError.Plain(error)}{(description.Length > 0 ? $" ({description})" : "")}. "
                    + "Check the scopes, and that the redirect address is registered as a callback URL of the app.");
        }

        return query.Code ?? throw new LoginFailedException("The redirect holds neither a code nor an error. Begin the login again.");
    }

    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
}
