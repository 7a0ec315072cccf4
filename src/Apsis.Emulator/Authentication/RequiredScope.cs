using Apsis.Emulator.Authentication.Tokens;
using Microsoft.AspNetCore.Builder;

namespace Apsis.Emulator.Authentication;

/// <summary>What an endpoint demands of the caller's token: any one of the scopes, or only that it is valid when there are none.</summary>
internal sealed record RequiredScope(IReadOnlyList<string> AnyOf)
{
    /// <summary>The caller, when the header carries a valid token with the scope.</summary>
    /// <exception cref="AuthenticationRefusal">401 or 403.</exception>
    public Caller Check(AccessTokens tokens, string? authorization)
    {
        const string Scheme = "Bearer ";
        var caller = authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? tokens.Check(authorization[Scheme.Length..].Trim())
            : null;
        if (caller is null) throw AuthenticationRefusal.InvalidToken();
        if (AnyOf.Count > 0 && !AnyOf.Any(scope => Grants(caller.Scopes, scope))) throw AuthenticationRefusal.MissingScope();
        return caller;
    }

    // "data:read:<URN>" narrows data:read to one resource. The emulator stores no such bindings and takes it as data:read.
    private static bool Grants(IReadOnlySet<string> scopes, string required) =>
        scopes.Contains(required) || required == "data:read" && scopes.Any(scope => scope.StartsWith("data:read:", StringComparison.Ordinal));
}

internal static class RequiredScopeConvention
{
    /// <summary>Lets only a valid token through to the endpoint, whatever its scopes.</summary>
    public static TBuilder RequireToken<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredScope([]));

    /// <summary>Lets only a token with one of these scopes through to the endpoint.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, params string[] anyOf)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredScope(anyOf));
}
