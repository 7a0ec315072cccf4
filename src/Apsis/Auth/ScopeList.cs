namespace Apsis.Auth;

/// <summary>The scopes of one request: each once, in a fixed order, none that could be taken for two.</summary>
internal static class ScopeList
{
    // Both from the Authentication reference, GET authorize.
    private const int MaxScopes = 50;
    private const int MaxChars = 3000;

    /// <exception cref="ArgumentException">There are none, too many, or one has characters that RFC 6749 (3.3) does not allow.</exception>
    public static string[] Of(IEnumerable<string> scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        var wanted = scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0)
            throw new ArgumentException("At least one scope is needed, such as code:all.", nameof(scopes));
        if (wanted.FirstOrDefault(scope => string.IsNullOrEmpty(scope) || !scope.All(IsScopeCharacter)) is var wrong && wanted.Any(scope => scope == wrong))
            throw new ArgumentException($"'{AuthError.Plain(wrong)}' is no scope; one looks like data:read.", nameof(scopes));
        if (wanted.Length > MaxScopes || wanted.Sum(scope => scope.Length + 1) - 1 > MaxChars)
            throw new ArgumentException($"The service takes at most {MaxScopes} scopes of {MaxChars} characters together.", nameof(scopes));
        return wanted;
    }

    private static bool IsScopeCharacter(char character) => character is > ' ' and < '\u007f' and not '"' and not '\\';
}
