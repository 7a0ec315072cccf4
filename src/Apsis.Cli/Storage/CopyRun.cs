using System.Net;
using Apsis.Cli.Output;
using Apsis.Cli.Target;
using Apsis.DataManagement;
using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;

namespace Apsis.Cli.Storage;

/// <summary>Copies what is planned, a few at a time. One that fails does not stop the others.</summary>
internal sealed class CopyRun(CopyRequest request, ApsTarget target, ICopyView view, Surroundings surroundings)
{
    private const int AtOnce = 4;

    public async Task<IReadOnlyList<CopyLine>> RunAsync(IReadOnlyList<CopyItem> items, CancellationToken cancellationToken)
    {
        var lines = new CopyLine[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Count, options, async (index, stop) => lines[index] = await TryAsync(items[index], stop));
        return lines;
    }

    private async Task<CopyLine> TryAsync(CopyItem item, CancellationToken cancellationToken)
    {
        var line = new CopyLine(item.Source.ToString()!, item.Destination.ToString()!, CopyLine.Failed, item.Bytes);
        if (item.Problem is not null)
            return Done(line with { Error = item.Problem });

        try
        {
            if (request.NoClobber && await ExistsAsync(item.Destination, cancellationToken))
                return Done(line with { Status = CopyLine.Skipped });
            if (request.DryRun)
                return Done(line with { Status = CopyLine.Planned });

            using var progress = view.Begin(line.Source, item.Bytes);
            return Done(line with { Status = CopyLine.Copied, Bytes = await CopyAsync(item, progress, cancellationToken) });
        }
        catch (Exception error) when (error is ApsException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Done(line with { Error = Failure.Of(error).Message });
        }
    }

    private CopyLine Done(CopyLine line)
    {
        view.Done(line);
        return line;
    }

    private async Task<long> CopyAsync(CopyItem item, IProgress<TransferProgress> progress, CancellationToken cancellationToken)
    {
        var objects = target.Data.Objects;
        var upload = new UploadOptions { Progress = progress, Metadata = request.ContentType is { } type ? new ObjectMetadata { ContentType = type } : null };
        switch (item.Source, item.Destination)
        {
            case (CopyEnd.Local from, CopyEnd.Stored to):
                return (await objects.UploadAsync(from.Path, to.Bucket, to.Key, upload, cancellationToken)).Size;
            case (CopyEnd.Standard, CopyEnd.Stored to):
                await using (var input = surroundings.OpenInput())
                    return (await objects.UploadAsync(input, to.Bucket, to.Key, upload, cancellationToken)).Size;
            case (CopyEnd.Stored from, CopyEnd.Local to):
                return (await objects.DownloadAsync(from.Bucket, from.Key, to.Path, progress, cancellationToken)).Size;
            case (CopyEnd.Stored from, CopyEnd.Standard):
                await using (var output = surroundings.OpenOutput())
                    return (await objects.DownloadAsync(from.Bucket, from.Key, output, progress, cancellationToken)).Size;
            case (CopyEnd.Stored from, CopyEnd.Stored to) when from.Bucket == to.Bucket:
                return (await objects.CopyAsync(from.Bucket, from.Key, to.Key, cancellationToken)).Size;
            case (CopyEnd.Stored from, CopyEnd.Stored to):
                return await ByWayOfThisMachineAsync(from, to, upload, cancellationToken);
            default:
                throw new InvalidOperationException($"There is no way from {item.Source} to {item.Destination}.");
        }
    }

    // The service copies within a bucket only.
    private async Task<long> ByWayOfThisMachineAsync(CopyEnd.Stored from, CopyEnd.Stored to, UploadOptions upload, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("apsis-");
        try
        {
            var path = Path.Combine(folder.FullName, "object");
            await target.Data.Objects.DownloadAsync(from.Bucket, from.Key, path, cancellationToken: cancellationToken);
            return (await target.Data.Objects.UploadAsync(path, to.Bucket, to.Key, upload, cancellationToken)).Size;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<bool> ExistsAsync(CopyEnd end, CancellationToken cancellationToken)
    {
        if (end is CopyEnd.Local local)
            return File.Exists(local.Path);
        if (end is not CopyEnd.Stored stored)
            return false;

        try
        {
            await target.Data.Objects.GetDetailsAsync(stored.Bucket, stored.Key, cancellationToken);
            return true;
        }
        catch (ApsHttpException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
