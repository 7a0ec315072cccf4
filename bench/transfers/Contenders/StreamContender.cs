using Apsis.DataManagement;

namespace Apsis.Bench.Transfers.Contenders;

/// <summary>One HttpClient with one stream or many, to addresses of the emulator's storage that are made before the clock runs. What no client can beat.</summary>
internal sealed class StreamContender(int streams) : IContender
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private List<Uri> _addresses = [];
    private string? _uploadKey;

    public async Task PrepareAsync(Work work)
    {
        var objects = Services.Connect(work).Objects;
        var warm = await objects.OpenUploadAsync(Work.Bucket, new UploadUrlRequest { ObjectKey = "warm" });
        for (var round = 0; round < 2; round++)
            (await _http.PutAsync(new Uri(warm.Urls[0].Reveal()), new ByteArrayContent(new byte[20_000_000]))).EnsureSuccessStatusCode();
        if (!work.IsUpload)
        {
            _addresses = [new Uri((await objects.SignDownloadAsync(Work.Bucket, work.Key)).Reveal())];
            return;
        }

        var opened = await objects.OpenUploadAsync(Work.Bucket, new UploadUrlRequest { ObjectKey = work.Key, Parts = Math.Min(streams, 25) });
        _uploadKey = opened.UploadKey;
        _addresses = [.. opened.Urls.Select(url => new Uri(url.Reveal()))];
    }

    public Task RunAsync(Work work) => work.IsUpload
        ? RawStreams.PutAsync(_http, work.LargeFile, _addresses)
        : RawStreams.GetAsync(_http, _addresses[0], new FileInfo(work.LargeFile).Length, work.Received, streams);

    public Task CleanAsync(Work work) => _uploadKey is null
        ? Task.CompletedTask
        : Services.Connect(work).Objects.CompleteUploadAsync(Work.Bucket, new UploadCompletion { ObjectKey = work.Key, UploadKey = _uploadKey });

    public void Dispose() => _http.Dispose();
}
