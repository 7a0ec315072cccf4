using System.Collections.Concurrent;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator;

/// <summary>How the emulator's Design Automation runs WorkItems, and the limits it sets.</summary>
public sealed class AutomationOptions
{
    /// <summary>How many WorkItems run at once; the default is the number of processors, at least 2.</summary>
    public int MaxParallelWorkItems { get; set; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>How many bytes of program output a report holds; what is over is counted and dropped. Default 16 MiB.</summary>
    public long MaxReportBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long a program may write nothing to standard output before it is stopped. Default 60 s.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often onProgress is called while a WorkItem runs. Default 30 s.</summary>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt to call onComplete or onProgress may take; there are three. Default 5 s.</summary>
    public TimeSpan CallbackTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many bytes the zip inputs of one WorkItem may unpack to. Default 4 GiB; AppBundles have the engine's own limit.</summary>
    public long MaxUnpackedBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How many bytes the zip of an AppBundle may have. Default 100 MiB, the service's limit.</summary>
    public long MaxAppBundleBytes { get; set; } = 104_857_600;

    /// <summary>How many bytes a JSON body may have. Default 64 KiB, the service's limit.</summary>
    public int MaxPayloadBytes { get; set; } = 64 * 1024;

    /// <summary>How many aliases one app may share with everyone. Default 0, the service's own default.</summary>
    public int PublicAliasLimit { get; set; }

    /// <summary>
    /// Where installed products are, by the ids of their engines: the folder with the console program (<c>accoreconsole.exe</c>,
    /// <c>revitcoreconsole.exe</c>, <c>InventorCoreConsole.exe</c>, <c>3dsmaxbatch.exe</c>), which then runs the WorkItems of
    /// <c>Autodesk.AutoCAD+25_1</c>, say. Engines that are not named, at first all, are simulated.
    /// </summary>
    public IDictionary<string, string> ProductFolders { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long a simulated <c>Autodesk.*</c> engine takes. Default 1 s.</summary>
    public TimeSpan SimulatedProcessingTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many times faster than real time simulated engines work, from 1 to 1,000,000: with 600, ten minutes take one second. Their
    /// processing limits, reports and statistics tell simulated time. Default 1.
    /// </summary>
    public double TimeScale { get; set; } = 1;

    /// <summary>
    /// How WorkItems end in a simulated engine, by the ids of their Activities (<c>me.Draw+prod</c>): <c>failedDownload</c>, <c>failedInstructions</c>,
    /// <c>failedLimitProcessingTime</c>, <c>failedUpload</c>, <c>failedUploadOptional</c> or <c>success</c>. It goes before the Activity's setting <c>apsisSimulatedStatus</c>.
    /// </summary>
    public IDictionary<string, string> SimulatedStatuses { get; } = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The <c>dotnet</c> host of the engine Local.DotNet+10; null, the default, looks in DOTNET_ROOT and PATH.</summary>
    public string? DotNetHost { get; set; }

    /// <summary>The interpreter of the engine Local.Python+3; null, the default, looks for python3 and python in PATH.</summary>
    public string? Python { get; set; }

    /// <summary>The shell of the engine Local.Shell+1; null, the default, looks for sh in PATH.</summary>
    public string? Shell { get; set; }

    /// <exception cref="ApsEmulatorException">An option is of no sense.</exception>
    internal void Check()
    {
        if (TimeScale is not (>= 1 and <= 1_000_000)) throw new ApsEmulatorException($"{nameof(TimeScale)} is {TimeScale}. Choose a number from 1 to 1,000,000.");
        foreach (var (activity, status) in SimulatedStatuses)
        {
            if (!Simulation.Statuses.Contains(status, StringComparer.Ordinal))
                throw new ApsEmulatorException($"{nameof(SimulatedStatuses)} wants '{status}' for the Activity '{activity}'. Choose one of {string.Join(", ", Simulation.Statuses)}.");
        }

        foreach (var (id, folder) in ProductFolders)
        {
            if (EngineDefinitions.Products.FirstOrDefault(product => product.Id == id) is not { } definition)
                throw new ApsEmulatorException($"{nameof(ProductFolders)} names the engine '{id}', which does not exist. GET /engines lists them: Autodesk.AutoCAD+25_1, for example.");
            if (definition.ConsoleProgram is not { } program)
                throw new ApsEmulatorException($"{nameof(ProductFolders)} names the engine '{id}', which has no console program. It can only be simulated.");
            if (ConsoleEngine.Find(definition, folder) is null)
                throw new ApsEmulatorException($"The engine '{id}' needs {program}.exe, which is not in '{folder}'. Name the folder of an installed {definition.Product}.");
        }
    }
}
