using Apsis.Cli.Output;
using Apsis.DataManagement.Transfers;

namespace Apsis.Cli.Storage;

/// <summary>Copies as lines.</summary>
internal static class CopyText
{
    public static string Of(CopyLine line) => line.Status switch
    {
        CopyLine.Failed => $"failed: {line.Source}: {line.Error}",
        CopyLine.Skipped => $"skipped: {line.Destination} exists",
        CopyLine.Same => $"same: {line.Source} is {line.Destination} already",
        CopyLine.Planned => $"would copy: {line.Source} -> {line.Destination}{Size(line)}",
        _ => $"copied: {line.Source} -> {line.Destination}{Size(line)}",
    };

    /// <summary>All together: <c>12 of 300, 1.2 GB of 3.0 GB, 120.0 MB/s, 15.0 s left</c>.</summary>
    public static string Of(CopyTotal total) =>
        $"{total.Ended} of {total.Files}" + (total.Moved.Total > 0 ? $", {Figures.Size(total.Moved.Bytes)} of {Figures.Size(total.Moved.Total)}" : "") + Pace(total.Moved);

    /// <summary>The rate and what is left, each after a comma; empty while there is nothing to tell.</summary>
    public static string Pace(TransferProgress progress) => progress switch
    {
        { Remaining: { } left } when progress.Bytes < progress.Total => $", {Figures.Size(progress.BytesPerSecond)}/s, {Figures.Time(left)} left",
        { BytesPerSecond: > 0 } => $", {Figures.Size(progress.BytesPerSecond)}/s",
        _ => "",
    };

    private static string Size(CopyLine line) => line.Bytes is { } bytes ? $", {Figures.Size(bytes)}" : "";
}
