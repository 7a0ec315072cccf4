using Apsis.Emulator.Automation.Sockets;
using Apsis.Emulator.ObjectStorage;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>
/// Prepares the path for routing: repeated leading slashes become one, and an object key, which may hold slashes and dot segments,
/// is taken out of it. A WebSocket at the root is for Design Automation; anything else there is for people.
/// </summary>
internal sealed class PathRewrite(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        var slashes = path.AsSpan().IndexOfAnyExcept('/');
        if (slashes > 1) http.Request.Path = path[(slashes - 1)..];

        if (http.WebSockets.IsWebSocketRequest && http.Request.Path.Value is null or "" or "/") http.Request.Path = SocketEndpoint.Path;
        if (ObjectPath.Parse(http.Request.Method, RawTarget.PathOf(http)) is { } objectPath)
        {
            http.Features.Set(objectPath);
            http.Request.Path = objectPath.Route;
        }

        return next(http);
    }
}
