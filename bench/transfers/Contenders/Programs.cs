using System.Diagnostics;

namespace Apsis.Bench.Transfers.Contenders;

/// <summary>What is measured as a program, from its start to its end: clients that others wrote, which the tests install, and our own command line.</summary>
internal static class Programs
{
    private static readonly string Packages = Path.Combine(Root(), "artifacts", "foreign-clients", "node_modules");

    // dotnet publish src/Apsis.Cli -c Release -r linux-x64 makes it.
    private static readonly string Apsis = Path.Combine(Root(), "artifacts", "publish", "Apsis.Cli", "release_linux-x64", "Apsis.Cli");

    private static readonly string Raps = Path.Combine(Packages, "@dmytro-yemelianov", "raps-cli-linux-x64", "raps");

    /// <summary>Null for a contender that is no program, and for one that is not installed.</summary>
    public static ProcessStartInfo? Start(string contender, Work work)
    {
        var start = contender switch
        {
            "sdk" when Directory.Exists(Packages) => new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "oss.cjs"), work.IsUpload ? "up" : "down", Work.Bucket, work.Key, File(work)]),
            "cli" when System.IO.File.Exists(Apsis) && work.IsUpload => new ProcessStartInfo(Apsis, ["objects", "cp", work.LargeFile, Address(work)]),
            "cli" when System.IO.File.Exists(Apsis) => new ProcessStartInfo(Apsis, ["objects", "cp", Address(work), work.Received]),
            "raps" when System.IO.File.Exists(Raps) && work.IsUpload => new ProcessStartInfo(Raps, [.. Words("upload", Work.Bucket, work.LargeFile, "--key", work.Key)]),
            "raps" when System.IO.File.Exists(Raps) => new ProcessStartInfo(Raps, [.. Words("download", Work.Bucket, work.Key, "--out-file", work.Received)]),
            _ => null,
        };
        if (start is null)
            return null;

        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.WorkingDirectory = work.Folder;
        foreach (var (name, value) in new[] { ("APS_BASE_URL", work.Aps.GetLeftPart(UriPartial.Authority)), ("APS_CLIENT_ID", "bench"), ("APS_CLIENT_SECRET", "secret"), ("NODE_PATH", Packages), ("HOME", work.Folder) })
            start.Environment[name] = value;
        return start;
    }

    public static bool Has(string contender) => contender is "sdk" or "raps" or "cli";

    private static string File(Work work) => work.IsUpload ? work.LargeFile : work.Received;

    private static string Address(Work work) => $"oss://{Work.Bucket}/{work.Key}";

    private static IEnumerable<string> Words(string verb, params string[] rest) => ["object", verb, .. rest, "--non-interactive", "--no-color", "--no-cache"];

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "Apsis.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the bench from the repository.");
        return folder;
    }
}
