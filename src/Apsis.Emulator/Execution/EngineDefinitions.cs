namespace Apsis.Emulator.Execution;

/// <summary>Every engine the emulator lists, with the service's limits for those that are the service's.</summary>
internal static class EngineDefinitions
{
    public static readonly EngineDefinition DotNet = Local("Local.DotNet+10", "DotNet", "10", ".NET 10 programs, run on this machine");

    public static readonly EngineDefinition Shell = Local("Local.Shell+1", "Shell", "1", "Shell scripts, run on this machine");

    public static readonly EngineDefinition Python = Local("Local.Python+3", "Python", "3", "Python 3 scripts, run on this machine");

    /// <summary>The service's own, simulated unless their product is here.</summary>
    public static IReadOnlyList<EngineDefinition> Products { get; } =
    [
        .. Product("AutoCAD", "accoreconsole", 100, 3600, 500, ("24", "2021"), ("24_1", "2022"), ("24_2", "2023"), ("24_3", "2024"), ("25_0", "2025"), ("25_1", "2026"), ("26_0", "2027")),
        .. Product("Revit", "revitcoreconsole", 10800, 43200, 5000, [.. Enumerable.Range(2018, 10).Select(YearAndYear)]),
        .. Product("Inventor", "InventorCoreConsole", 900, 43200, 500, [("24", "2020"), .. Enumerable.Range(2022, 6).Select(YearAndYear), ("2025_Net8", "2025 .NET 8")]),
        .. Product("3dsMax", "3dsmaxbatch", 3600, 36000, 5000, [.. Enumerable.Range(2020, 7).Select(YearAndYear)]),
        .. Product("Fusion", null, 900, 3600, 500, ("Latest", "latest")),
        .. Product("Test", null, 300, 3600, 500, ("Latest", "latest")),
    ];

    private static (string Alias, string Release) YearAndYear(int year) => ($"{year}", $"{year}");

    private static IEnumerable<EngineDefinition> Product(
        string product, string? consoleProgram, int seconds, int maxSeconds, int megabytes, params (string Alias, string Release)[] releases) =>
        releases.Select((release, index) => new EngineDefinition
        {
            Id = $"Autodesk.{product}+{release.Alias}",
            Product = product,
            Description = $"{product} {release.Release}, simulated",
            ConsoleProgram = consoleProgram,
            ProductVersion = release.Alias.Replace('_', '.'),
            Version = index + 1,
            DefaultProcessingSeconds = seconds,
            MaxProcessingSeconds = maxSeconds,
            MaxUnpackedAppBundlesMegabytes = megabytes,
        });

    private static EngineDefinition Local(string id, string product, string version, string description) => new()
    {
        Id = id,
        Product = product,
        Description = description,
        ProductVersion = version,
        Version = 1,
        DefaultProcessingSeconds = 900,
        MaxProcessingSeconds = 43200,
        MaxUnpackedAppBundlesMegabytes = 5000,
    };
}
