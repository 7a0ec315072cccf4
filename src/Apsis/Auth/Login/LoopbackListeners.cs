using System.Net;
using System.Net.Sockets;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>Opens the sockets of a loopback redirect: both families for <c>localhost</c>, so that nobody else can take one of them.</summary>
internal static class LoopbackListeners
{
    private const int Backlog = 64;

    public static (IReadOnlyList<TcpListener> Listeners, int Port) Open(Uri redirectUri)
    {
        var addresses = AddressesOf(redirectUri);
        var opened = new List<TcpListener>();
        try
        {
            var port = redirectUri.Port;
            foreach (var address in addresses)
            {
                if (address.AddressFamily == AddressFamily.InterNetworkV6 && addresses.Length > 1 && !Socket.OSSupportsIPv6)
                    continue;
                var listener = new TcpListener(address, port);
                if (OperatingSystem.IsWindows())
                    listener.ExclusiveAddressUse = true;
                try
                {
                    listener.Start(Backlog);
                }
                catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable && opened.Count > 0)
                {
                    // A machine whose IPv6 is turned off has no ::1.
                    listener.Dispose();
                    continue;
                }

                opened.Add(listener);
                port = ((IPEndPoint)listener.LocalEndpoint).Port;
            }

            return (opened, port);
        }
        catch (SocketException error)
        {
            opened.ForEach(listener => listener.Dispose());
            throw new ApsException($"The login can not be received at {redirectUri}: {error.Message}. End the program that listens there, or take another port; "
                + "the callback URL that is registered for the app must have it, too.", error);
        }
    }

    public static Uri WithPort(Uri redirectUri, int port) =>
        redirectUri.Port == port ? redirectUri : new UriBuilder(redirectUri) { Port = port }.Uri;

    private static IPAddress[] AddressesOf(Uri url)
    {
        var isOurs = url is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" } && url.Scheme == Uri.UriSchemeHttp;
        return (isOurs ? url.Host : "") switch
        {
            "127.0.0.1" => [IPAddress.Loopback],
            "[::1]" => [IPAddress.IPv6Loopback],
            "localhost" => [IPAddress.Loopback, IPAddress.IPv6Loopback],
            _ => throw new ArgumentException($"A login is received at an http address of this machine, such as http://127.0.0.1:8765/callback, not at '{url}'.", nameof(url)),
        };
    }
}
