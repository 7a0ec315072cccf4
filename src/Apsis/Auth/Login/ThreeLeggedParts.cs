namespace Apsis.Auth;

/// <summary>What the logins of all users of an app share.</summary>
internal sealed record ThreeLeggedParts(AuthClientOptions Options, TokenEndpoint Endpoint, TokenCache Cache, ITokenStore Store, TimeProvider Time);
