using System.CommandLine;
using Apsis.Cli.Output;
using Apsis.Cli.Storage;
using Apsis.Cli.Target;
using Apsis.DataManagement;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis objects ls</c>.</summary>
internal static class ObjectsListCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var address = new Argument<string>("ADDRESS")
        {
            Description = "oss://bucket, oss://bucket/folder/, a key or a pattern. Default: the default bucket.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => OssAddress.Scheme,
        };
        var recursive = StorageOptions.Recursive("Everything below a folder, not its next level only.");
        var details = new Option<bool>("--long", "-l") { Description = "Tell when each was changed: one more call for each." };
        var (human, literal) = (StorageOptions.Human(), StorageOptions.Literal());
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("ls", "Lists objects.") { address, recursive, details, human, literal, json, data };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), (target, cancel) =>
        {
            var place = OssAddress.ParseOrKey(parsed.GetRequiredValue(address));
            return ListAsync(target, place, parsed.GetValue(recursive), parsed.GetValue(literal), parsed.GetValue(details), cancel);
        }, report => Show(surroundings, report, parsed.GetValue(details), parsed.GetValue(human))));
        return command;
    }

    private static async Task<StorageReport> ListAsync(
        ApsTarget target, OssAddress place, bool recursive, bool isLiteral, bool details, CancellationToken cancellationToken)
    {
        var selection = Selection.Of(place, target.DefaultBucket, recursive, isLiteral);
        // A folder is listed level by level; a pattern says itself how deep it goes.
        var isLevel = !recursive && !selection.IsOne && (isLiteral || !Glob.IsOne(place.Key));
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        var objects = new List<ObjectLine>();
        await foreach (var item in selection.ListAsync(target.Data, cancellationToken))
        {
            var slash = isLevel ? item.ObjectKey.IndexOf('/', selection.Folder.Length) : -1;
            if (slash >= 0)
                folders.Add(item.ObjectKey[..(slash + 1)]);
            else
                objects.Add(ObjectLines.Of(selection.Bucket, details ? await DatedAsync(target, selection.Bucket, item, cancellationToken) : item));
        }

        if (selection.IsOne && objects.Count == 0)
            return StorageReport.Failed($"There is no object '{selection}'. A folder ends with a slash: oss://{selection.Bucket}/{selection.Key}/");
        return StorageReport.Success with { Bucket = selection.Bucket, Folders = isLevel ? [.. folders] : null, Objects = objects };
    }

    private static Task<StoredObject> DatedAsync(ApsTarget target, string bucket, StoredObject item, CancellationToken cancellationToken) =>
        target.Data.Objects.GetDetailsAsync(bucket, item.ObjectKey, ObjectExtras.All, cancellationToken);

    private static void Show(Surroundings surroundings, StorageReport report, bool details, bool human)
    {
        var rows = new List<string[]>();
        foreach (var folder in report.Folders ?? [])
            rows.Add(Row("-", "", new OssAddress(report.Bucket, folder)));
        foreach (var item in report.Objects ?? [])
            rows.Add(Row(ListingText.Date(item.Modified), ListingText.Size(item.Bytes, human), new OssAddress(item.Bucket, item.Key)));
        ListingText.Write(surroundings.Output, surroundings.IsOutputTerminal(), rows, details ? 1 : 0);

        string[] Row(string date, string size, OssAddress address)
        {
            var name = SafeText.Line(address.ToString());
            return details ? [date, size, name] : [size, name];
        }
    }
}
