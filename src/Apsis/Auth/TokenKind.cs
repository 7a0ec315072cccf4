namespace Apsis.Auth;

/// <summary>Which of the two tokens of a login is meant.</summary>
public enum TokenKind
{
    /// <summary>The token that calls carry.</summary>
    AccessToken,

    /// <summary>The token that gets new ones.</summary>
    RefreshToken,
}
