using System.IO.Compression;

namespace Apsis.Emulator.Execution;

/// <summary>The report as a zip: the emulator's own, and every <c>report*.log</c> that the program left in its working folder.</summary>
internal static class ReportZip
{
    /// <summary>Packs the report; when that fails, the plain report stays the only one.</summary>
    public static async Task PackAsync(JobState state, WorkItemFiles files, CancellationToken cancellationToken)
    {
        var unfinished = state.Workspace.NewTransferFile();
        try
        {
            await using (var archive = await ZipFile.OpenAsync(unfinished, ZipArchiveMode.Create, cancellationToken))
            {
                var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                foreach (var file in new DirectoryInfo(state.Workspace.Work).EnumerateFiles().Where(file => IsReport(file.Name)))
                {
                    if (await TryAddAsync(archive, file.FullName, file.Name, cancellationToken)) names.Add(file.Name);
                }

                var own = "report.log";
                while (names.Contains(own)) own = Path.ChangeExtension(own, null) + "_workitem.log";
                await TryAddAsync(archive, files.ReportFile(state.Job.Id), own, cancellationToken);
            }

            File.Move(unfinished, files.ReportZip(state.Job.Id), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            state.Report.Error($"The zip of the report cannot be made: {e.Message}");
        }
    }

    private static bool IsReport(string name) =>
        name.StartsWith("report", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".log", StringComparison.OrdinalIgnoreCase);

    private static async Task<bool> TryAddAsync(ZipArchive archive, string path, string name, CancellationToken cancellationToken)
    {
        await using var source = RegularFile.TryOpen(path);
        if (source is null) return false;
        await using var target = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await source.CopyToAsync(target, cancellationToken);
        return true;
    }
}
