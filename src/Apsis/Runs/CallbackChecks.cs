using System.Net;

namespace Apsis.Runs;

/// <summary>Whether the service can call the addresses that a run gives it.</summary>
internal static class CallbackChecks
{
    public static IEnumerable<string> Problems(RunSpec spec)
    {
        foreach (var (name, url) in Callbacks(spec))
        {
            if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback))
                yield return $"the {name} address must be an absolute https address that the service can reach; http is not supported.";
            else if (url.UserInfo.Length > 0)
                yield return $"the {name} address holds a user name or password; the service sends none.";
        }
    }

    /// <summary>A service on the internet reaches neither this machine nor its network; an emulator on this machine does.</summary>
    public static IEnumerable<string> Reachability(RunSpec spec, Uri service) =>
        from callback in Callbacks(spec)
        where !service.IsLoopback && callback.Url.IsAbsoluteUri && IsPrivate(callback.Url)
        select $"the {callback.Name} address {callback.Url.GetLeftPart(UriPartial.Authority)} can not be reached from the internet, where the service is. "
            + "Give a public https address; for a machine of your own, a tunnel such as ngrok makes one.";

    private static IEnumerable<(string Name, Uri Url)> Callbacks(RunSpec spec)
    {
        if (spec.OnCompleteUrl is { } complete)
            yield return ("onComplete", complete);
        if (spec.OnProgressUrl is { } progress)
            yield return ("onProgress", progress);
    }

    public static bool IsPrivate(Uri url)
    {
        if (url.IsLoopback || !url.Host.Contains('.', StringComparison.Ordinal) && url.HostNameType == UriHostNameType.Dns)
            return true;
        if (!IPAddress.TryParse(url.DnsSafeHost, out var address))
            return false;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();

        return address.GetAddressBytes() switch
        {
            [10, ..] or [127, ..] or [0, ..] or [192, 168, ..] or [169, 254, ..] => true,
            [172, >= 16 and <= 31, _, _] => true,
            { Length: 16 } => address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || IPAddress.IsLoopback(address),
            _ => false,
        };
    }
}
