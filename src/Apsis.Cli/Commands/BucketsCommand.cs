using System.CommandLine;
using System.CommandLine.Help;
using Apsis.Cli.Output;
using Apsis.Cli.Storage;
using Apsis.DataManagement;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis buckets</c>.</summary>
internal static class BucketsCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("buckets", "Lists, makes and deletes buckets of the object storage.")
        {
            List(surroundings), Make(surroundings), Stat(surroundings), Remove(surroundings), Protect(surroundings),
        };
        command.SetAction(parsed => new HelpAction().Invoke(parsed));
        return command;
    }

    private static Argument<string> Key() => new("BUCKET") { Description = "The bucket key: 3 to 128 characters out of a-z, 0-9, '-', '_' and '.'." };

    private static Option<string> Region() => new("--region")
    {
        HelpName = "REGION", Description = "US, EMEA, AUS, CAN, DEU, IND, JPN or GBR.", DefaultValueFactory = _ => BucketsResource.DefaultRegion,
    };

    private static Command List(Surroundings surroundings)
    {
        var region = Region();
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("ls", "Lists the buckets of the app in one region.") { region, json, data };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), async (target, cancel) =>
        {
            var buckets = await target.Data.Buckets.ListAsync(parsed.GetRequiredValue(region), cancel).Select(ObjectLines.Of).ToListAsync(cancel);
            return StorageReport.Success with { Buckets = buckets };
        }, report => Show(surroundings, report)));
        return command;
    }

    private static Command Make(Surroundings surroundings)
    {
        var (key, region) = (Key(), Region());
        var policy = new Option<string>("--policy")
        {
            HelpName = "POLICY", Description = "How long objects are kept: transient (24 h), temporary (30 days) or persistent.", DefaultValueFactory = _ => PolicyKey.Transient,
        };
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("create", "Makes a bucket. Its key is unique in the world; policy and region are for ever.") { key, policy, region, json, data };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), async (target, cancel) =>
        {
            var options = new CreateBucketOptions { PolicyKey = parsed.GetRequiredValue(policy), Region = parsed.GetRequiredValue(region) };
            var made = await target.Data.Buckets.CreateAsync(parsed.GetRequiredValue(key), options, cancel);
            return StorageReport.Success with { Buckets = [ObjectLines.Of(made)] };
        }, report => Show(surroundings, report)));
        return command;
    }

    private static Command Stat(Surroundings surroundings)
    {
        var key = Key();
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("stat", "Tells all of a bucket: owner, policy, and who may use it.") { key, json, data };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), async (target, cancel) =>
            StorageReport.Success with { Buckets = [ObjectLines.Of(await target.Data.Buckets.GetAsync(parsed.GetRequiredValue(key), cancel))] }, report =>
        {
            foreach (var bucket in report.Buckets ?? [])
            {
                List<string[]> rows = [["bucket", bucket.Bucket], ["owner", bucket.Owner ?? "-"], ["policy", bucket.Policy ?? "-"], ["created", ListingText.Date(bucket.Created)]];
                rows.AddRange((bucket.Permissions ?? []).Select(grant => (string[])["access", $"{SafeText.Line(grant.Access)} {SafeText.Line(grant.ClientId)}"]));
                ListingText.Write(surroundings.Output, surroundings.IsOutputTerminal(), rows);
            }
        }));
        return command;
    }

    private static Command Remove(Surroundings surroundings)
    {
        var key = Key();
        var yes = StorageOptions.Yes();
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("rm", "Deletes a bucket with all its objects. Asks first; where nobody can be asked it needs --yes.") { key, yes, json, data };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), async (target, cancel) =>
        {
            var bucket = await target.Data.Buckets.GetAsync(parsed.GetRequiredValue(key), cancel);
            if (!parsed.GetValue(yes))
                await StorageSession.ConfirmAsync(surroundings, parsed.GetValue(json), $"Deleting the bucket '{bucket.BucketKey}' with all its objects", cancel);
            await target.Data.Buckets.DeleteAsync(bucket.BucketKey, cancel);
            return StorageReport.Success with { Bucket = bucket.BucketKey };
        }, report =>
        {
            if (report.Bucket is { } gone)
                surroundings.Output.WriteLine($"deleted: {gone}");
        }));
        return command;
    }

    private static Command Protect(Surroundings surroundings)
    {
        var key = Key();
        var off = new Option<bool>("--off") { Description = "Protect it no longer." };
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("protect", "Protects a bucket from being deleted.") { key, off, json, data };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), async (target, cancel) =>
        {
            await target.Data.Buckets.ProtectAsync(parsed.GetRequiredValue(key), !parsed.GetValue(off), cancel);
            return StorageReport.Success with { Bucket = parsed.GetRequiredValue(key) };
        }, report =>
        {
            if (report.Bucket is { } bucket)
                surroundings.Output.WriteLine($"{bucket}: {(parsed.GetValue(off) ? "not protected" : "protected")}");
        }));
        return command;
    }

    private static void Show(Surroundings surroundings, StorageReport report) => ListingText.Write(
        surroundings.Output, surroundings.IsOutputTerminal(),
        [.. (report.Buckets ?? []).Select(bucket => (string[])[ListingText.Date(bucket.Created), SafeText.Line(bucket.Policy ?? "-"), SafeText.Line(bucket.Bucket)])]);
}
