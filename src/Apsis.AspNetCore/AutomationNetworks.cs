using System.Net;

namespace Apsis.AspNetCore;

/// <summary>The addresses that Design Automation calls from, as its documentation lists them.</summary>
/// <remarks>
/// Design Automation v3, developer's guide, Callbacks, and Restrictions; read in November 2026. They change when the service is rebuilt: a list that is out of
/// date refuses callbacks, and the ends of those WorkItems are found late, by asking. The secret is what proves a callback; a list only keeps noise away.
/// </remarks>
public static class AutomationNetworks
{
    /// <summary>AutoCAD.</summary>
    public static IReadOnlyList<IPNetwork> AutoCad { get; } = Parse("35.170.46.104", "3.211.89.243", "3.210.87.162");

    /// <summary>Inventor.</summary>
    public static IReadOnlyList<IPNetwork> Inventor { get; } = Parse("52.20.163.163", "18.210.124.48", "3.90.98.123");

    /// <summary>Revit.</summary>
    public static IReadOnlyList<IPNetwork> Revit { get; } = Parse("3.229.167.149", "44.207.230.78", "54.175.193.194");

    /// <summary>3ds Max.</summary>
    public static IReadOnlyList<IPNetwork> Max { get; } = Parse("18.213.152.234", "54.85.240.25", "18.208.26.46");

    /// <summary>Fusion.</summary>
    public static IReadOnlyList<IPNetwork> Fusion { get; } = Parse("3.211.233.210", "98.85.136.172", "98.85.144.85");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IPNetwork> Published { get; } = [.. AutoCad, .. Inventor, .. Revit, .. Max, .. Fusion];

    private static IPNetwork[] Parse(params string[] addresses) => [.. addresses.Select(address => new IPNetwork(IPAddress.Parse(address), 32))];
}
