using Apsis.DataManagement;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement.Transfers;

public sealed class SkipIfSameTests : IAsyncLifetime
{
    private static readonly DateTime LongAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private EmulatedAps _aps = null!;
    private ObjectsResource _objects = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aps = await EmulatedAps.StartAsync();
        var data = _aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        _objects = data.Objects;
    }

    public ValueTask DisposeAsync() => _aps.DisposeAsync();

    [Fact]
    public async Task A_file_whose_object_has_the_same_content_is_not_sent()
    {
        var path = await _aps.WriteAsync("plan.dwg", new byte[1000]);
        await _objects.UploadAsync(path, "bucket", "plan.dwg", cancellationToken: Stop);
        var sent = Bytes(HttpMethod.Put);

        var same = await _objects.UploadAsync(path, "bucket", "plan.dwg", new UploadOptions { SkipIfSame = true }, Stop);

        sent.ShouldBe(1);
        (same.Size, Bytes(HttpMethod.Put)).ShouldBe((1000, sent));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(999)]
    public async Task A_file_whose_object_has_other_content_is_sent(int size)
    {
        await _objects.UploadAsync(await _aps.WriteAsync("plan.dwg", new byte[1000]), "bucket", "plan.dwg", cancellationToken: Stop);
        var changed = new byte[size];
        changed[^1] = 1;

        var stored = await _objects.UploadAsync(await _aps.WriteAsync("plan.dwg", changed), "bucket", "plan.dwg", new UploadOptions { SkipIfSame = true }, Stop);

        await _objects.DownloadAsync("bucket", "plan.dwg", _aps.PathOf("back.dwg"), cancellationToken: Stop);
        stored.Size.ShouldBe(size);
        (await File.ReadAllBytesAsync(_aps.PathOf("back.dwg"), Stop)).ShouldBe(changed);
    }

    [Fact]
    public async Task A_file_that_has_no_object_yet_is_sent()
    {
        var stored = await _objects.UploadAsync(await _aps.WriteAsync("plan.dwg", new byte[10]), "bucket", "plan.dwg", new UploadOptions { SkipIfSame = true }, Stop);

        stored.Size.ShouldBe(10);
        (await _objects.GetDetailsAsync("bucket", "plan.dwg", Stop)).Size.ShouldBe(10);
    }

    [Fact]
    public async Task An_object_that_is_on_disk_already_is_not_fetched_and_the_file_stays_untouched()
    {
        var path = await _aps.WriteAsync("plan.dwg", new byte[1000]);
        await _objects.UploadAsync(path, "bucket", "plan.dwg", cancellationToken: Stop);
        await _objects.DownloadAsync("bucket", "plan.dwg", path, cancellationToken: Stop);
        File.SetLastWriteTimeUtc(path, LongAgo);
        var fetched = Bytes(HttpMethod.Get);

        var same = await _objects.DownloadAsync("bucket", "plan.dwg", path, new DownloadOptions { SkipIfSame = true }, Stop);

        fetched.ShouldBe(1);
        (same.Size, Bytes(HttpMethod.Get), File.GetLastWriteTimeUtc(path)).ShouldBe((1000, fetched, LongAgo));
    }

    [Fact]
    public async Task A_file_of_the_same_size_with_other_content_is_replaced()
    {
        await _objects.UploadAsync(await _aps.WriteAsync("plan.dwg", new byte[] { 1, 2, 3 }), "bucket", "plan.dwg", cancellationToken: Stop);
        var path = await _aps.WriteAsync("old.dwg", new byte[3]);

        await _objects.DownloadAsync("bucket", "plan.dwg", path, new DownloadOptions { SkipIfSame = true }, Stop);

        (await File.ReadAllBytesAsync(path, Stop)).ShouldBe([1, 2, 3]);
    }

    // Requests for the bytes themselves.
    private int Bytes(HttpMethod method) =>
        _aps.Emulator.Requests.Count(request => request.Method == method.Method && request.Path.StartsWith("/s3/", StringComparison.Ordinal));
}
