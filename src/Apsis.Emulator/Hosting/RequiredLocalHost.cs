using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>
/// Marks an endpoint that answers only under this machine's own names, and to no page of another origin: it takes no token, and a name that a
/// stranger points at 127.0.0.1 (DNS rebinding) must not open it to his scripts.
/// </summary>
internal sealed class RequiredLocalHost
{
    /// <exception cref="LocalHostRefusal">421 or 403.</exception>
    public static void Check(HttpRequest request)
    {
        if (request.Host.Host is not ("127.0.0.1" or "localhost" or "[::1]")) throw LocalHostRefusal.ForeignHost();
        if (request.Headers.Origin is { Count: > 0 } origin && origin != $"http://{request.Host.Value}") throw LocalHostRefusal.ForeignOrigin();
    }
}

internal static class RequiredLocalHostConvention
{
    /// <summary>Lets only requests to this machine's own names through to the endpoint, and none from another origin.</summary>
    public static TBuilder RequireLocalHost<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredLocalHost());
}
