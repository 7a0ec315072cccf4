using System.Collections.Frozen;

namespace Apsis.Emulator.Authentication;

/// <summary>The scopes of the platform and how a request names them.</summary>
internal static class Scopes
{
    public const string OpenId = "openid";

    private const string OneResource = "data:read:";
    private const int MaximumCount = 50;
    private const int MaximumLength = 3000;

    public static readonly FrozenSet<string> All = FrozenSet.Create(
        "user-profile:read", "user:read", "user:write", "viewables:read", "data:read", "data:write", "data:create", "data:search",
        "bucket:create", "bucket:read", "bucket:update", "bucket:delete", "code:all", "account:read", "account:write", OpenId,
        "application:service_account:read", "application:service_account:write",
        "application:service_account_key:read", "application:service_account_key:write");

    /// <summary>The scopes of a space-separated list.</summary>
    /// <exception cref="AuthenticationRefusal">One of them is unknown, or there are none or too many.</exception>
    public static IReadOnlyList<string> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw AuthenticationRefusal.MissingParameter("scope");
        return ParseOptional(text);
    }

    /// <summary>The same where the list may be missing.</summary>
    public static IReadOnlyList<string> ParseOptional(string? text)
    {
        var scopes = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        if (text?.Length > MaximumLength || scopes.Count > MaximumCount)
            throw AuthenticationRefusal.InvalidRequest($"The scope has more than {MaximumLength} characters or {MaximumCount} entries.");
        return scopes.TrueForAll(IsKnown) ? scopes : throw AuthenticationRefusal.InvalidScope();
    }

    /// <summary>What is asked for out of what was granted; all of it when nothing is asked for.</summary>
    /// <exception cref="AuthenticationRefusal">It is more than was granted.</exception>
    public static IReadOnlyList<string> Narrow(IReadOnlyList<string> granted, string? asked)
    {
        var scopes = ParseOptional(asked);
        if (scopes.Count == 0) return granted;
        return scopes.All(granted.Contains) ? scopes : throw AuthenticationRefusal.InvalidScope();
    }

    private static bool IsKnown(string scope) =>
        All.Contains(scope) || scope.StartsWith(OneResource, StringComparison.Ordinal) && scope.Length > OneResource.Length;
}
