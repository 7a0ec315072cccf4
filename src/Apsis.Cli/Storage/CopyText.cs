using Apsis.Cli.Output;

namespace Apsis.Cli.Storage;

/// <summary>One copy as a line.</summary>
internal static class CopyText
{
    public static string Of(CopyLine line) => line.Status switch
    {
        CopyLine.Failed => $"failed: {line.Source}: {line.Error}",
        CopyLine.Skipped => $"skipped: {line.Destination} exists",
        CopyLine.Planned => $"would copy: {line.Source} -> {line.Destination}{Size(line)}",
        _ => $"copied: {line.Source} -> {line.Destination}{Size(line)}",
    };

    private static string Size(CopyLine line) => line.Bytes is { } bytes ? $", {Figures.Size(bytes)}" : "";
}
