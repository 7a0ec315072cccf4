using System.Net;
using Apsis.Cli.Output;
using Apsis.Cli.Target;
using Apsis.DataManagement;
using Apsis.Exceptions;

namespace Apsis.Cli.Storage;

/// <summary>Copies what is planned. One that fails does not stop the others.</summary>
internal sealed class CopyRun(CopyRequest request, ApsTarget target, ICopyView view, Surroundings surroundings)
{
    private const int AtOnce = 8;

    /// <summary>The lines of all items, in their order.</summary>
    public async Task<IReadOnlyList<CopyLine>> RunAsync(IReadOnlyList<CopyItem> items, CancellationToken cancellationToken)
    {
        var lines = new CopyLine?[items.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Count, parallel, async (index, stop) =>
        {
            if (await LeaveAsync(items[index], stop) is { } line)
                Done(index, line);
        });

        List<int> moving = [.. Enumerable.Range(0, items.Count).Where(index => lines[index] is null)];
        var totals = new CopyTotals(view, moving.Count, moving.Sum(index => items[index].Bytes ?? 0));
        var (files, single) = (new FileCopies(request, target, view, totals), new SingleCopy(request, target, surroundings));
        foreach (var up in moving.Where(index => items[index] is { Source: CopyEnd.Local, Destination: CopyEnd.Stored }).GroupBy(index => ((CopyEnd.Stored)items[index].Destination).Bucket))
            await files.UpAsync(up.Key, [.. up.Select(index => (items[index], EndOf(index)))], cancellationToken);
        foreach (var down in moving.Where(index => items[index] is { Source: CopyEnd.Stored, Destination: CopyEnd.Local }).GroupBy(index => ((CopyEnd.Stored)items[index].Source).Bucket))
            await files.DownAsync(down.Key, [.. down.Select(index => (items[index], EndOf(index)))], cancellationToken);
        await Parallel.ForEachAsync(moving.Where(index => lines[index] is null), parallel, async (index, stop) => EndOf(index)(await AloneAsync(items[index], single, stop)));
        return lines!;

        Action<CopyLine> EndOf(int index) => line =>
        {
            totals.End();
            Done(index, line);
        };

        void Done(int index, CopyLine line)
        {
            lines[index] = line;
            view.Done(line);
        }
    }

    // What needs no copy; null when it needs one.
    private async Task<CopyLine?> LeaveAsync(CopyItem item, CancellationToken cancellationToken)
    {
        if (item.Problem is not null)
            return item.ToLine() with { Error = item.Problem };

        try
        {
            if (request.NoClobber && await ExistsAsync(item.Destination, cancellationToken))
                return item.ToLine() with { Status = CopyLine.Skipped };
            if (request.SkipSame && item is { Source: CopyEnd.Stored from, Destination: CopyEnd.Stored to } && await AreSameAsync(from, to, cancellationToken))
                return item.ToLine() with { Status = CopyLine.Same };
            return request.DryRun ? item.ToLine() with { Status = CopyLine.Planned } : null;
        }
        catch (ApsException error)
        {
            return item.ToLine() with { Error = Failure.Of(error).Message };
        }
    }

    private async Task<CopyLine> AloneAsync(CopyItem item, SingleCopy copy, CancellationToken cancellationToken)
    {
        var line = item.ToLine();
        try
        {
            using var progress = view.Begin(line.Source, item.Bytes);
            return line with { Status = CopyLine.Copied, Bytes = await copy.RunAsync(item, progress, cancellationToken) };
        }
        catch (Exception error) when (error is ApsException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return line with { Error = Failure.Of(error).Message };
        }
    }

    private async Task<bool> ExistsAsync(CopyEnd end, CancellationToken cancellationToken) => end switch
    {
        CopyEnd.Local local => File.Exists(local.Path),
        CopyEnd.Stored stored => await FindAsync(stored, cancellationToken) is not null,
        _ => false,
    };

    private async Task<bool> AreSameAsync(CopyEnd.Stored from, CopyEnd.Stored to, CancellationToken cancellationToken) =>
        await FindAsync(from, cancellationToken) is { Sha1: { Length: > 0 } sha1, Size: var size }
        && await FindAsync(to, cancellationToken) is { } there && (there.Sha1, there.Size) == (sha1, size);

    private async Task<StoredObject?> FindAsync(CopyEnd.Stored end, CancellationToken cancellationToken)
    {
        try
        {
            return await target.Data.Objects.GetDetailsAsync(end.Bucket, end.Key, cancellationToken);
        }
        catch (ApsHttpException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
