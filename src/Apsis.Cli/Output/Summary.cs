namespace Apsis.Cli.Output;

/// <summary>The end of a run for people: what it was, what it took, where the files are.</summary>
internal static class Summary
{
    public static void Write(TextWriter output, RunReport report)
    {
        output.WriteLine($"{Heading(report)}: WorkItem {SafeText.Line(report.WorkItemId ?? "(none)")} of {SafeText.Line(report.ActivityId)}");
        foreach (var line in report.ErrorLines ?? [])
            output.WriteLine($"  {SafeText.Line(line)}");
        if (report.Seconds is { } seconds)
            WriteTimes(output, seconds);
        WriteFiles(output, report);
        output.Flush();
    }

    private static string Heading(RunReport report) => report.Status switch
    {
        "success" => "Succeeded",
        "cancelled" => "Cancelled",
        _ => $"Failed ({SafeText.Line(report.ServiceStatus)})",
    };

    private static void WriteTimes(TextWriter output, RunSeconds seconds)
    {
        output.WriteLine();
        (string Phase, double? Seconds)[] phases =
        [
            ("upload", seconds.Upload),
            ("queue", seconds.Queue),
            ("download", seconds.Download),
            ("run", seconds.Run),
            ("upload of outputs", seconds.UploadOutputs),
            ("download of outputs", seconds.DownloadOutputs),
            ("in all", seconds.Total),
        ];
        foreach (var (phase, time) in phases)
        {
            if (time is { } took)
                output.WriteLine($"  {phase,-20}{Figures.Time(took),10}");
        }
    }

    private static void WriteFiles(TextWriter output, RunReport report)
    {
        var files = (report.Outputs ?? []).Select(file => file switch
        {
            { Path: { } path } => (Name: Figures.ShortPath(path), What: file.Bytes is { } bytes ? Figures.Size(bytes) : ""),
            _ => (Name: SafeText.Line($"{report.Bucket}/{file.ObjectKey}"), What: "in the storage"),
        });
        var all = report.ReportPath is { } saved ? [.. files, (Name: Figures.ShortPath(saved), What: "report")] : files.ToList();
        if (all.Count == 0)
            return;

        var width = all.Max(file => file.Name.Length);
        output.WriteLine();
        foreach (var (name, what) in all)
            output.WriteLine($"  {name.PadRight(width)}  {what}".TrimEnd());
    }
}
