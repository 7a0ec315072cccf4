namespace Apsis.DataManagement;

/// <summary>What can stand for a region. The service's list grows; only what could be no region is refused.</summary>
internal static class RegionRules
{
    public static string Check(string region) => region is { Length: > 0 and <= 16 } && region.All(char.IsAsciiLetterOrDigit)
        ? region
        : throw new ArgumentException($"'{region}' is no region: US, EMEA, AUS, CAN, DEU, IND, JPN or GBR.", nameof(region));
}
