using System.Collections.Frozen;

namespace Apsis.Emulator.Authentication;

/// <summary>The scopes of the platform and how a request names them.</summary>
internal static class Scopes
{
    private const int MaximumCount = 50;
    private const int MaximumLength = 3000;

    public static readonly FrozenSet<string> All = FrozenSet.Create(
        "user-profile:read", "user:read", "user:write", "viewables:read", "data:read", "data:write", "data:create", "data:search",
        "bucket:create", "bucket:read", "bucket:update", "bucket:delete", "code:all", "account:read", "account:write", "openid");

    /// <summary>The scopes of a space-separated list.</summary>
    /// <exception cref="AuthenticationRefusal">One of them is unknown, or there are none or too many.</exception>
    public static IReadOnlyList<string> Parse(string? text)
    {
        var scopes = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        if (scopes.Count == 0) throw AuthenticationRefusal.InvalidRequest("The required parameter scope is missing.");
        if (text!.Length > MaximumLength || scopes.Count > MaximumCount)
            throw AuthenticationRefusal.InvalidRequest($"The scope has more than {MaximumLength} characters or {MaximumCount} entries.");
        if (!scopes.TrueForAll(IsKnown)) throw AuthenticationRefusal.InvalidRequest("The requested scope is invalid, unknown or malformed.");
        return scopes;
    }

    private static bool IsKnown(string scope) =>
        All.Contains(scope) || scope.StartsWith("data:read:", StringComparison.Ordinal) && scope.Length > "data:read:".Length;
}
