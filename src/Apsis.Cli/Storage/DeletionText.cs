using Apsis.Cli.Output;

namespace Apsis.Cli.Storage;

/// <summary>What was or would be deleted, a line each.</summary>
internal static class DeletionText
{
    public static void Write(Surroundings surroundings, StorageReport report)
    {
        foreach (var item in report.Objects ?? [])
        {
            var address = SafeText.Line(new OssAddress(item.Bucket, item.Key).ToString());
            if (item.Error is { } error)
                surroundings.Error.WriteLine($"apsis: failed: {address}: {SafeText.Line(error)}");
            else
                surroundings.Output.WriteLine($"{(report.DryRun is true ? "would delete" : "deleted")}: {address}");
        }
    }
}
