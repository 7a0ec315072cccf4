namespace Apsis.Bench.Transfers.Contenders;

/// <summary>The same streams, to a bare Kestrel that hashes nothing: what the machine can do.</summary>
internal sealed class BareContender : IContender
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public async Task PrepareAsync(Work work)
    {
        for (var round = 0; round < 2; round++)
            (await _http.PutAsync(new Uri(work.Bare, "warm"), new ByteArrayContent(new byte[20_000_000]))).EnsureSuccessStatusCode();
        if (!work.IsUpload)
            await RawStreams.PutAsync(_http, work.LargeFile, [new Uri(work.Bare, "large")]);
    }

    public Task RunAsync(Work work) => work.IsUpload
        ? RawStreams.PutAsync(_http, work.LargeFile, [.. Enumerable.Range(0, work.Connections).Select(index => new Uri(work.Bare, $"part{index}"))])
        : RawStreams.GetAsync(_http, new Uri(work.Bare, "large"), new FileInfo(work.LargeFile).Length, work.Received, work.Connections);

    public async Task CleanAsync(Work work)
    {
        foreach (var name in (string[])["large", .. Enumerable.Range(0, work.Connections).Select(index => $"part{index}")])
            (await _http.DeleteAsync(new Uri(work.Bare, name))).EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
