using Apsis.Auth;

namespace Apsis.Runs.Sockets;

/// <summary>Where a service takes WebSockets.</summary>
internal static class SocketAddress
{
    // From the guide to the WebSocket API of Design Automation.
    private static readonly Uri OfService = new("wss://websockets.forgedesignautomation.io");

    /// <summary>The WebSocket of APS for its own address; for another, which is that of an emulator, the root of it.</summary>
    public static Uri Of(Uri baseUrl) => baseUrl.Host.Equals(new AuthClientOptions().BaseUrl.Host, StringComparison.OrdinalIgnoreCase)
        ? OfService
        : new UriBuilder(baseUrl) { Scheme = baseUrl.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs, Path = "/" }.Uri;

    /// <summary>Whether it is one at all.</summary>
    public static bool IsRight(Uri address) => address is { IsAbsoluteUri: true, Scheme: "wss" or "ws" };
}
