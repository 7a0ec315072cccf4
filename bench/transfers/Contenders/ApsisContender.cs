using Apsis.DataManagement;
using Apsis.DataManagement.Transfers;
using Apsis.Http;

namespace Apsis.Bench.Transfers.Contenders;

/// <summary>Apsis as it is used.</summary>
internal sealed class ApsisContender : IContender
{
    private DataManagementClient? _data;

    public ObjectsResource Objects => _data!.Objects;

    public async Task PrepareAsync(Work work)
    {
        _data = Services.Connect(work, new TransferBudget(work.Connections), Path.Combine(work.Folder, "state"));
        // The token, and the code compiled.
        var path = Path.Combine(work.Folder, $"warm-{Environment.ProcessId}");
        await File.WriteAllBytesAsync(path, new byte[20_000_000]);
        for (var round = 0; round < 2; round++)
        {
            await _data.Objects.UploadAsync(path, Work.Bucket, "warm", new UploadOptions());
            await _data.Objects.DownloadAsync(Work.Bucket, "warm", path, new DownloadOptions());
        }

        File.Delete(path);
    }

    public async Task RunAsync(Work work)
    {
        var objects = Objects;
        if (work.Files == 0)
        {
            if (work.IsUpload)
                await objects.UploadAsync(work.LargeFile, Work.Bucket, work.Key, new UploadOptions());
            else
                await objects.DownloadAsync(Work.Bucket, work.Key, work.Received, new DownloadOptions());
            return;
        }

        var indexes = Enumerable.Range(0, work.Files);
        var transfers = work.IsUpload
            ? objects.UploadManyAsync(indexes.Select(index => new FileUpload { LocalPath = work.SmallFile(index), ObjectKey = work.SmallKey(index) }), Work.Bucket)
            : objects.DownloadManyAsync(Work.Bucket, indexes.Select(index => new FileDownload { ObjectKey = work.SmallKey(index), LocalPath = work.ReceivedSmall(index) }));
        await foreach (var transfer in transfers)
        {
            if (transfer.Error is not null)
                throw transfer.Error;
        }
    }

    public void Dispose()
    {
    }
}
