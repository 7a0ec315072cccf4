using System.CommandLine;
using Apsis.Cli.Output;
using Apsis.Cli.Storage;
using Apsis.Cli.Target;
using Apsis.DataManagement;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis objects clean</c>.</summary>
internal static class ObjectsCleanCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var address = new Argument<string>("ADDRESS")
        {
            Description = "oss://bucket, or the beginning of keys in it. Default: all of the default bucket.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => OssAddress.Scheme,
        };
        var age = OptionRules.Checked<TimeSpan?>("--older-than", "AGE", "How long ago an object was last changed: 45s, 30m, 12h, 7d or 2w.", "an age such as 12h or 7d", Age.Parse);
        age.Required = true;
        var (yes, dryRun) = (StorageOptions.Yes(), StorageOptions.DryRun());
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("clean", "Deletes old objects. Asks first; where nobody can be asked it needs --yes.") { address, age, dryRun, yes, json, data };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), async (target, cancel) =>
        {
            var place = OssAddress.ParseOrKey(parsed.GetRequiredValue(address));
            if (Glob.IsOne(place.Key))
                throw new UsageException($"'{place}' is a pattern; clean takes the beginning of keys, such as oss://bucket/runs/");

            var (bucket, limit) = (place.Bucket ?? target.DefaultBucket, parsed.GetValue(age)!.Value);
            var isDry = parsed.GetValue(dryRun);
            if (!isDry && !parsed.GetValue(yes))
            {
                var found = await CleanAsync(target, bucket, place.Key, limit, dryRun: true, cancel);
                if (found.Objects is not { Count: > 0 } old)
                    return found with { DryRun = null };
                await StorageSession.ConfirmAsync(surroundings, parsed.GetValue(json), $"Deleting {old.Count} objects ({Figures.Size(old.Sum(item => item.Bytes))}) from '{bucket}'", cancel);
            }

            return await CleanAsync(target, bucket, place.Key, limit, isDry, cancel);
        }, report =>
        {
            DeletionText.Write(surroundings, report);
            if (report.Undated is > 0)
                StorageSession.Note(surroundings, $"{report.Undated} objects were kept because the service names no date for them");
        }));
        return command;
    }

    private static async Task<StorageReport> CleanAsync(
        ApsTarget target, string bucket, string prefix, TimeSpan age, bool dryRun, CancellationToken cancellationToken)
    {
        var last = new LastProgress();
        var options = new CleanupOptions { Prefix = prefix, DryRun = dryRun, Progress = last };
        var lines = await target.Data.Objects.DeleteOlderThanAsync(bucket, age, options, cancellationToken)
            .Select(old => ObjectLines.Of(bucket, old.Object) with { Deleted = dryRun ? null : old.IsDeleted, Error = old.Error?.Message }).ToListAsync(cancellationToken);
        var left = lines.Count(line => line.Deleted is false);
        return (left == 0 ? StorageReport.Success : StorageReport.Failed($"{left} of {lines.Count} could not be deleted."))
            with { Bucket = bucket, Objects = lines, DryRun = dryRun ? true : null, Undated = last.Value.Undated };
    }

    private sealed class LastProgress : IProgress<CleanupProgress>
    {
        public CleanupProgress Value { get; private set; }

        public void Report(CleanupProgress value) => Value = value;
    }
}
