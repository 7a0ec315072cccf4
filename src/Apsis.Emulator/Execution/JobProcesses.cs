using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Apsis.Emulator.Execution;

/// <summary>
/// Finds and kills every process of a job. Killing a process tree misses children whose parent has ended; on Linux those are found by
/// the job's id in their environment, by their working folder, and by their parents.
/// </summary>
internal sealed class JobProcesses
{
    /// <summary>In the environment of every program: which WorkItem it runs for.</summary>
    public const string Marker = "DAS_WORKITEM_ID";

    private const int MaxPasses = 200;

    private static readonly TimeSpan BetweenPasses = TimeSpan.FromMilliseconds(10);

    /// <summary>Kills until none is left. Not to be cancelled: a process must never be left behind.</summary>
    public static async Task KillAllAsync(string workItemId, string jobFolder, TimeProvider time)
    {
        if (!OperatingSystem.IsLinux()) return;
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var found = Find(workItemId, jobFolder);
            if (found.Count == 0) return;
            foreach (var id in found) Kill(id);
            // Those just killed need a moment to go; others may have been started in between.
            await Task.Delay(BetweenPasses, time);
        }
    }

    /// <summary>Kills a program and what descends from it.</summary>
    public static void KillTree(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It ended in this moment; what it left is found by its marker.
        }
    }

    /// <summary>The living processes of a job.</summary>
    public static IReadOnlyList<int> Find(string workItemId, string jobFolder)
    {
        var marker = Encoding.UTF8.GetBytes($"{Marker}={workItemId}");
        var parents = new Dictionary<int, int>();
        var found = new HashSet<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == Environment.ProcessId) continue;
            if (ParentOf(folder) is not { } parent) continue;
            parents[id] = parent;
            if (Carries(folder, marker) || WorksIn(folder, jobFolder)) found.Add(id);
        }

        while (parents.Where(pair => found.Contains(pair.Value) && !found.Contains(pair.Key)).Select(pair => pair.Key).ToList() is { Count: > 0 } children)
            found.UnionWith(children);
        return [.. found];
    }

    private static bool Carries(string folder, byte[] marker)
    {
        try
        {
            var environment = File.ReadAllBytes($"{folder}/environ").AsSpan();
            foreach (var range in environment.Split((byte)0))
            {
                if (environment[range].SequenceEqual(marker)) return true;
            }

            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool WorksIn(string folder, string jobFolder)
    {
        try
        {
            var target = new FileInfo($"{folder}/cwd").LinkTarget;
            return target is not null && (target == jobFolder || target.StartsWith(jobFolder + "/", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Null when the process is gone, or only waits for its parent to take note.</summary>
    private static int? ParentOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText($"{folder}/stat");
            // The name in parentheses may hold anything; what follows the last one is "state parent …".
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Gone already.
        }
    }
}
