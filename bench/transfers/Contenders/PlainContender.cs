using Apsis.DataManagement;

namespace Apsis.Bench.Transfers.Contenders;

/// <summary>Small files as a plain loop moves them: address, bytes, completion, one file after another.</summary>
internal sealed class PlainContender : IContender
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private ObjectsResource? _objects;

    public async Task PrepareAsync(Work work)
    {
        _objects = Services.Connect(work).Objects;
        await _objects.OpenUploadAsync(Work.Bucket, new UploadUrlRequest { ObjectKey = "warm" });
    }

    public async Task RunAsync(Work work)
    {
        for (var index = 0; index < work.Files; index++)
        {
            if (work.IsUpload)
            {
                var opened = await _objects!.OpenUploadAsync(Work.Bucket, new UploadUrlRequest { ObjectKey = work.SmallKey(index) });
                await RawStreams.PutAsync(_http, work.SmallFile(index), [new Uri(opened.Urls[0].Reveal())]);
                await _objects.CompleteUploadAsync(Work.Bucket, new UploadCompletion { ObjectKey = work.SmallKey(index), UploadKey = opened.UploadKey });
            }
            else
            {
                var address = new Uri((await _objects!.SignDownloadAsync(Work.Bucket, work.SmallKey(index))).Reveal());
                await RawStreams.GetAsync(_http, address, new FileInfo(work.SmallFile(index)).Length, work.ReceivedSmall(index), 1);
            }
        }
    }

    public void Dispose() => _http.Dispose();
}
