using System.CommandLine;
using System.Globalization;
using Apsis.Cli.Output;
using Apsis.Cli.Storage;
using Apsis.DataManagement;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis objects stat</c>.</summary>
internal static class ObjectsStatCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var addresses = StorageOptions.Addresses("Keys; no patterns.");
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("stat", "Tells all that the storage knows of objects: size, SHA-1, dates, metadata.") { addresses, json, data };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), async (target, cancel) =>
        {
            var lines = new List<ObjectLine>();
            foreach (var address in parsed.GetRequiredValue(addresses).Select(OssAddress.ParseOrKey))
            {
                var bucket = address.Bucket ?? target.DefaultBucket;
                lines.Add(ObjectLines.Of(bucket, await target.Data.Objects.GetDetailsAsync(bucket, address.Key, ObjectExtras.All, cancel)));
            }

            return StorageReport.Success with { Objects = lines };
        }, report =>
        {
            foreach (var item in report.Objects ?? [])
                Show(surroundings, item);
        }));
        return command;
    }

    private static void Show(Surroundings surroundings, ObjectLine item)
    {
        (string Name, string? Value)[] facts =
        [
            ("object", new OssAddress(item.Bucket, item.Key).ToString()),
            ("size", item.Bytes.ToString(CultureInfo.InvariantCulture)),
            ("sha1", item.Sha1),
            ("type", item.ContentType),
            ("created", ListingText.Date(item.Created)),
            ("modified", ListingText.Date(item.Modified)),
            ("accessed", ListingText.Date(item.Accessed)),
            ("metadata", item.Metadata),
            ("urn", item.Urn),
        ];
        ListingText.Write(surroundings.Output, surroundings.IsOutputTerminal(),
            [.. facts.Where(fact => fact.Value is not null).Select(fact => (string[])[fact.Name, SafeText.Line(fact.Value)])]);
    }
}
