using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.Execution;

/// <summary>Where the files of WorkItems are on disk, and under which paths their reports are served.</summary>
internal sealed class WorkItemFiles
{
    private readonly string _root;

    public WorkItemFiles(EmulatorFolder folder)
    {
        _root = Path.Combine(folder.Path, "workitems");
        BundleCache = Path.Combine(folder.Path, "appbundles");
        Directory.CreateDirectory(Path.Combine(_root, "reports"));
        Directory.CreateDirectory(JobsFolder);
        Directory.CreateDirectory(BundleCache);
    }

    /// <summary>The folder below which each running job has its own.</summary>
    public string JobsFolder => Path.Combine(_root, "jobs");

    /// <summary>The folder of unpacked AppBundles, one below it for each package.</summary>
    public string BundleCache { get; }

    public string ReportFile(string id) => Path.Combine(_root, "reports", $"{id}.txt");

    /// <summary>The report together with the program's own, when the activity asks for it.</summary>
    public string ReportZip(string id) => Path.Combine(_root, "reports", $"{id}.report.zip");

    public string DebugFile(string id) => Path.Combine(_root, "reports", $"{id}.zip");

    public static string ReportPath(string owner, string id) => $"/s3/dasprod-store/workItem/{Uri.EscapeDataString(owner)}/{id}/report.txt";

    public static string ReportZipPath(string owner, string id) => $"/s3/dasprod-store/workItem/{Uri.EscapeDataString(owner)}/{id}/report.zip";

    public static string DebugPath(string owner, string id) => $"/s3/dasprod-store/workItem/{Uri.EscapeDataString(owner)}/{id}/debugInfo.zip";

    public void Delete(string id)
    {
        File.Delete(ReportFile(id));
        File.Delete(ReportZip(id));
        File.Delete(DebugFile(id));
    }
}
