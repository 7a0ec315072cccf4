using Apsis.Cli.Target;
using Apsis.DataManagement;

namespace Apsis.Cli.Storage;

/// <summary>What is copied where. Nothing is copied before all of it is known to make sense.</summary>
internal sealed class CopyPlan(CopyRequest request, ApsTarget target, Action<string> note)
{
    // Where the file system takes two spellings for one file, the second would overwrite the first.
    private static readonly StringComparer PathComparer = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    private sealed record Source(CopyEnd End, string Name, long? Bytes);

    /// <exception cref="UsageException">A source is not there, or two would become one.</exception>
    public async Task<IReadOnlyList<CopyItem>> MakeAsync(CancellationToken cancellationToken)
    {
        var sources = new List<Source>();
        var isOne = request.Sources.Count == 1;
        foreach (var word in request.Sources)
        {
            var (found, isOneHere) = await FindAsync(word, cancellationToken);
            sources.AddRange(found);
            isOne &= isOneHere;
        }

        List<CopyItem> items = [.. sources.Select(source => ItemOf(source, isOne))];
        CheckTwins(items);
        return items;
    }

    private async Task<(IReadOnlyList<Source> Found, bool IsOne)> FindAsync(string word, CancellationToken cancellationToken)
    {
        if (word == CopyRequest.Standard)
            return ([new Source(new CopyEnd.Standard(), "", null)], true);
        if (!OssAddress.IsOne(word))
        {
            var (files, isFile) = LocalFiles.Of(word, request.Recursive, request.IsLiteral, note);
            return ([.. files.Select(file => new Source(new CopyEnd.Local(file.Path), file.Name, file.Bytes))], isFile);
        }

        var selection = Selection.Of(OssAddress.Parse(word), target.DefaultBucket, request.Recursive, request.IsLiteral);
        if (selection.IsOne)
        {
            // Asked for by its key, so that no listing right is needed, and a missing one is said at once.
            var details = await target.Data.Objects.GetDetailsAsync(selection.Bucket, selection.Key, cancellationToken);
            return ([SourceOf(selection, details)], true);
        }

        if (!request.Recursive && (request.IsLiteral || !Glob.IsOne(OssAddress.Parse(word).Key)))
            throw new UsageException($"'{word}' is a folder: --recursive copies all in it.");

        var found = await selection.ListAsync(target.Data, cancellationToken)
            // Some programs make an empty object to stand for a folder.
            .Where(item => item is not { Size: 0, ObjectKey: [.., '/'] })
            .Select(item => SourceOf(selection, item)).ToListAsync(cancellationToken);
        return found.Count > 0 ? (found, false) : throw new UsageException($"No object matches '{word}'.");
    }

    private static Source SourceOf(Selection selection, StoredObject item) =>
        new(new CopyEnd.Stored(selection.Bucket, item.ObjectKey), item.ObjectKey[selection.Folder.Length..], item.Size);

    private CopyItem ItemOf(Source source, bool isOne)
    {
        if (request.Destination == CopyRequest.Standard)
            return isOne ? new CopyItem(source.End, new CopyEnd.Standard(), source.Bytes) : throw new UsageException("One object goes to standard output, not several.");
        return OssAddress.IsOne(request.Destination) ? Up(source, isOne) : Down(source, isOne);
    }

    private CopyItem Up(Source source, bool isOne)
    {
        var address = OssAddress.Parse(request.Destination);
        var key = (isOne, address.Key) switch
        {
            (_, "") => source.Name,
            (_, [.., '/']) => address.Key + source.Name,
            (false, _) => $"{address.Key}/{source.Name}",
            (true, _) => address.Key,
        };
        var end = new CopyEnd.Stored(address.Bucket ?? target.DefaultBucket, key);
        return end == source.End ? throw new UsageException($"'{end}' would be copied onto itself.") : new CopyItem(source.End, end, source.Bytes);
    }

    private CopyItem Down(Source source, bool isOne)
    {
        var isFolder = !isOne || Directory.Exists(request.Destination) || Path.EndsInDirectorySeparator(request.Destination) || request.Destination.EndsWith('/');
        if (!isFolder)
            return new CopyItem(source.End, new CopyEnd.Local(request.Destination), source.Bytes);

        var path = ObjectPaths.Below(request.Destination, source.Name);
        return new CopyItem(source.End, new CopyEnd.Local(path ?? request.Destination), source.Bytes)
        {
            Problem = path is null ? "the key leads out of the folder, or is no file name everywhere. Copy it alone, with a name for the file." : null,
        };
    }

    private static void CheckTwins(List<CopyItem> items)
    {
        var seen = new HashSet<string>(items.Count > 0 && items[0].Destination is CopyEnd.Local ? PathComparer : StringComparer.Ordinal);
        if (items.FirstOrDefault(item => item.Problem is null && !seen.Add(item.Destination.ToString()!)) is { } twin)
            throw new UsageException($"Two sources would become '{twin.Destination}'. Copy them apart.");
    }
}
