using System.CommandLine;
using Apsis.Cli.Output;
using Apsis.Cli.Storage;
using Apsis.Cli.Target;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis objects cp</c>.</summary>
internal static class ObjectsCopyCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var words = new Argument<string[]>("SOURCE… DESTINATION")
        {
            Description = "Files, folders, patterns or addresses, and where they go; - is standard input or output.", Arity = ArgumentArity.OneOrMore,
        };
        var recursive = StorageOptions.Recursive("Folders with all in them.");
        var noClobber = new Option<bool>("--no-clobber") { Description = "Leave what exists as it is." };
        var skipSame = new Option<bool>("--skip-same") { Description = "Leave files and objects that are the same, by size and SHA-1." };
        var contentType = new Option<string?>("--content-type") { HelpName = "TYPE", Description = "The media type of uploaded objects. Default: application/octet-stream." };
        var (dryRun, literal) = (StorageOptions.DryRun(), StorageOptions.Literal());
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("cp", "Copies to, from and within the object storage. What exists is overwritten.")
        {
            words, recursive, noClobber, skipSame, dryRun, literal, contentType, json, data,
        };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), (target, cancel) =>
        {
            var request = CopyRequest.Of(parsed.GetRequiredValue(words)) with
            {
                Recursive = parsed.GetValue(recursive),
                NoClobber = parsed.GetValue(noClobber),
                SkipSame = parsed.GetValue(skipSame),
                DryRun = parsed.GetValue(dryRun),
                IsLiteral = parsed.GetValue(literal),
                ContentType = parsed.GetValue(contentType),
            };
            if (request.Destination == CopyRequest.Standard && parsed.GetValue(json))
                throw new UsageException("Standard output can not take the object and the JSON document both.");
            return CopyAsync(request, target, parsed.GetValue(json), surroundings, cancel);
        }, _ => { }));
        return command;
    }

    private static async Task<StorageReport> CopyAsync(CopyRequest request, ApsTarget target, bool json, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var items = await new CopyPlan(request, target, line => StorageSession.Note(surroundings, line)).MakeAsync(cancellationToken);
        // A bucket that nobody named is made, as a run does.
        if (!request.DryRun && OssAddress.IsOne(request.Destination) && OssAddress.Parse(request.Destination).Bucket is null)
            await target.Data.Buckets.EnsureAsync(target.DefaultBucket, cancellationToken: cancellationToken);

        IReadOnlyList<CopyLine> lines;
        await using (var view = Choose(json, surroundings))
            lines = await new CopyRun(request, target, view, surroundings).RunAsync(items, cancellationToken);

        var failed = lines.Count(line => line.Status == CopyLine.Failed);
        var report = failed == 0 ? StorageReport.Success : StorageReport.Failed(failed == 1 && lines.Count == 1 ? lines[0].Error! : $"{failed} of {lines.Count} were not copied.");
        return report with { Copies = lines, DryRun = request.DryRun ? true : null };
    }

    private static ICopyView Choose(bool json, Surroundings surroundings)
    {
        if (json)
            return new QuietCopyView();
        if (surroundings.IsInteractive() && surroundings.Screen.Value.Profile.Capabilities is { Interactive: true, Ansi: true })
            return new LiveCopyView(surroundings.Screen.Value, surroundings.Time);

        return new PlainCopyView(surroundings.Error, surroundings.Time);
    }
}
