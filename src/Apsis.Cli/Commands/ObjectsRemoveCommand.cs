using System.CommandLine;
using Apsis.Cli.Output;
using Apsis.Cli.Storage;
using Apsis.Cli.Target;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis objects rm</c>.</summary>
internal static class ObjectsRemoveCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var addresses = StorageOptions.Addresses("Keys, patterns, or folders with --recursive.");
        var recursive = StorageOptions.Recursive("Folders with all in them.");
        var (yes, dryRun, literal) = (StorageOptions.Yes(), StorageOptions.DryRun(), StorageOptions.Literal());
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("rm", "Deletes objects. One by its key goes at once; for more it asks, and needs --yes where nobody can be asked.")
        {
            addresses, recursive, yes, dryRun, literal, json, data,
        };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), async (target, cancel) =>
        {
            var selections = parsed.GetRequiredValue(addresses)
                .Select(text => SelectionOf(text, target.DefaultBucket, parsed.GetValue(recursive), parsed.GetValue(literal))).ToList();
            var found = await FindAsync(target, selections, cancel);
            if (parsed.GetValue(dryRun))
                return StorageReport.Success with { Objects = found, DryRun = true };

            if (!parsed.GetValue(yes) && (found.Count > 1 || !selections.TrueForAll(selection => selection.IsOne)))
                await StorageSession.ConfirmAsync(surroundings, parsed.GetValue(json), $"Deleting {found.Count} objects ({Figures.Size(found.Sum(item => item.Bytes))})", cancel);
            return await DeleteAsync(target, found, cancel);
        }, report => DeletionText.Write(surroundings, report)));
        return command;
    }

    private static Selection SelectionOf(string text, string defaultBucket, bool recursive, bool isLiteral)
    {
        var address = OssAddress.ParseOrKey(text);
        var selection = Selection.Of(address, defaultBucket, recursive, isLiteral);
        return selection.IsOne || recursive || !isLiteral && Glob.IsOne(address.Key)
            ? selection
            : throw new UsageException($"'{text}' is a folder: --recursive deletes all in it.");
    }

    private static async Task<List<ObjectLine>> FindAsync(ApsTarget target, List<Selection> selections, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, string), ObjectLine>();
        foreach (var selection in selections)
        {
            var isNew = false;
            await foreach (var item in selection.ListAsync(target.Data, cancellationToken))
                (found[(selection.Bucket, item.ObjectKey)], isNew) = (ObjectLines.Of(selection.Bucket, item), true);
            if (!isNew)
                throw new UsageException($"No object matches '{selection}'. Nothing was deleted.");
        }

        return [.. found.Values];
    }

    private static async Task<StorageReport> DeleteAsync(ApsTarget target, List<ObjectLine> found, CancellationToken cancellationToken)
    {
        var lines = new List<ObjectLine>();
        foreach (var bucket in found.GroupBy(item => item.Bucket))
        {
            var items = new Queue<ObjectLine>(bucket);
            await foreach (var outcome in target.Data.Objects.DeleteManyAsync(bucket.Key, bucket.Select(item => item.Key), cancellationToken: cancellationToken))
                lines.Add(items.Dequeue() with { Deleted = outcome.IsGone, Error = outcome.Error?.Message });
        }

        var left = lines.Count(line => line.Deleted is false);
        return (left == 0 ? StorageReport.Success : StorageReport.Failed($"{left} of {lines.Count} could not be deleted.")) with { Objects = lines };
    }
}
