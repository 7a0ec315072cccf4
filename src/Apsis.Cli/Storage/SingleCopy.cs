using Apsis.Cli.Target;
using Apsis.DataManagement;
using Apsis.DataManagement.Transfers;

namespace Apsis.Cli.Storage;

/// <summary>A copy that is not between a file and a bucket: standard input and output, and from object to object.</summary>
internal sealed class SingleCopy(CopyRequest request, ApsTarget target, Surroundings surroundings)
{
    /// <summary>Copies, and gives the bytes.</summary>
    public async Task<long> RunAsync(CopyItem item, IProgress<TransferProgress> progress, CancellationToken cancellationToken)
    {
        var objects = target.Data.Objects;
        var upload = new UploadOptions { Progress = progress, Metadata = request.ContentType is { } type ? new ObjectMetadata { ContentType = type } : null };
        switch (item.Source, item.Destination)
        {
            case (CopyEnd.Standard, CopyEnd.Stored to):
                await using (var input = surroundings.OpenInput())
                    return (await objects.UploadAsync(input, to.Bucket, to.Key, upload, cancellationToken)).Size;
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
}
