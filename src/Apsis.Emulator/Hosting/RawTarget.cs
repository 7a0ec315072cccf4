using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Apsis.Emulator.Hosting;

/// <summary>The request target as it was sent: nothing decoded, no dot segments removed, leading slashes collapsed.</summary>
internal static class RawTarget
{
    public static string Of(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            var path = target.IndexOfAny(['/', '?'], "http://".Length);
            target = path < 0 ? "/" : target[path..];
        }

        var slashes = target.AsSpan().IndexOfAnyExcept('/');
        return slashes > 1 ? target[(slashes - 1)..] : target;
    }

    /// <summary>The path alone.</summary>
    public static string PathOf(HttpContext http)
    {
        var target = Of(http);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
