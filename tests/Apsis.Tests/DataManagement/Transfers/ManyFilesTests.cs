using Apsis.DataManagement;
using Apsis.DataManagement.Transfers;
using Apsis.Emulator;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement.Transfers;

public sealed class ManyFilesTests : IAsyncLifetime
{
    private static readonly string[] WithOneMissing = ["a", "missing", "c"];
    private static readonly string[] Two = ["a", "b"];

    private EmulatedAps _aps = null!;
    private DataManagementClient _data = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aps = await EmulatedAps.StartAsync(new ApsEmulatorOptions { Observation = { MaxRequests = 100_000 } });
        _data = _aps.Data();
        await _data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
    }

    public ValueTask DisposeAsync() => _aps.DisposeAsync();

    [Fact]
    public async Task Small_and_large_go_up_and_come_back_the_same_with_few_calls()
    {
        var files = new Dictionary<string, byte[]>();
        for (var number = 0; number < 110; number++)
            files[$"in/{number}.bin"] = Content(number, number switch { 0 => 0, 50 => 20_000_000, _ => number * 100 });
        foreach (var (key, content) in files)
            await _aps.WriteAsync(key, content);

        var before = Calls();
        var up = await _data.Objects.UploadManyAsync(files.Keys.Select(key => new FileUpload { LocalPath = _aps.PathOf(key), ObjectKey = key }), "bucket", cancellationToken: Stop).ToListAsync(Stop);
        var between = Calls();
        var down = await _data.Objects.DownloadManyAsync("bucket", files.Keys.Select(key => new FileDownload { ObjectKey = key, LocalPath = _aps.PathOf("out/" + key) }), cancellationToken: Stop)
            .ToListAsync(Stop);

        up.ShouldAllBe(file => file.Error == null && file.Object!.Sha1 != null);
        down.ShouldAllBe(file => file.Error == null);
        (up.Count, down.Count).ShouldBe((110, 110));
        foreach (var (key, content) in files)
            (await File.ReadAllBytesAsync(_aps.PathOf("out/" + key), Stop)).AsSpan().SequenceEqual(content).ShouldBeTrue(key);
        // Fifteen for five times 25, and four for the large one; down one for each 25.
        (between - before).ShouldBeLessThan(22);
        (Calls() - between).ShouldBeLessThan(8);
    }

    [Fact]
    public async Task One_that_fails_does_not_stop_the_others()
    {
        foreach (var name in new[] { "a", "c" })
            await _aps.WriteAsync(name, new byte[10]);

        var up = await _data.Objects.UploadManyAsync(WithOneMissing.Select(name => new FileUpload { LocalPath = _aps.PathOf(name), ObjectKey = name }), "bucket", cancellationToken: Stop)
            .ToDictionaryAsync(file => file.ObjectKey, cancellationToken: Stop);
        var down = await _data.Objects.DownloadManyAsync(
                "bucket", WithOneMissing.Select(name => new FileDownload { LocalPath = _aps.PathOf("out/" + name), ObjectKey = name }), cancellationToken: Stop)
            .ToDictionaryAsync(file => file.ObjectKey, cancellationToken: Stop);

        up["missing"].Error.ShouldBeOfType<TransferException>().Message.ShouldContain("can not be read");
        down["missing"].Error.ShouldBeAssignableTo<ApsException>();
        foreach (var name in new[] { "a", "c" })
            (up[name].Error, down[name].Error).ShouldBe((null, null));
        Directory.GetFiles(_aps.PathOf("out")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_the_same_is_left_alone_both_ways()
    {
        foreach (var name in Two)
            await _aps.WriteAsync(name, Content(name[0], 1000));
        FileUpload[] files = [.. Two.Select(name => new FileUpload { LocalPath = _aps.PathOf(name), ObjectKey = name })];
        await _data.Objects.UploadManyAsync(files, "bucket", cancellationToken: Stop).ToListAsync(Stop);
        await _aps.WriteAsync("b", Content(7, 1000));
        var same = new FileTransferOptions { SkipIfSame = true };

        var up = await _data.Objects.UploadManyAsync(files, "bucket", same, Stop).ToDictionaryAsync(file => file.ObjectKey, file => file.WasSame, cancellationToken: Stop);
        await _aps.WriteAsync("a", Content(7, 1000));
        var down = await _data.Objects.DownloadManyAsync("bucket", files.Select(file => new FileDownload { LocalPath = file.LocalPath, ObjectKey = file.ObjectKey }), same, Stop)
            .ToDictionaryAsync(file => file.ObjectKey, file => file.WasSame, cancellationToken: Stop);

        (up["a"], up["b"]).ShouldBe((true, false));
        (down["a"], down["b"]).ShouldBe((false, true));
        (await File.ReadAllBytesAsync(_aps.PathOf("a"), Stop)).ShouldBe(Content('a', 1000));
    }

    [Fact]
    public async Task The_same_key_twice_is_the_later_of_the_two()
    {
        FileUpload[] files = [new() { LocalPath = await _aps.WriteAsync("one", new byte[1]), ObjectKey = "k" }, new() { LocalPath = await _aps.WriteAsync("two", new byte[2]), ObjectKey = "k" }];

        var up = await _data.Objects.UploadManyAsync(files, "bucket", cancellationToken: Stop).ToListAsync(Stop);

        up.Count.ShouldBe(2);
        (await _data.Objects.GetDetailsAsync("bucket", "k", Stop)).Size.ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task The_progress_of_all_ends_with_all_their_bytes()
    {
        for (var number = 0; number < 40; number++)
            await _aps.WriteAsync($"{number}", new byte[5000]);
        var last = default(TransferProgress);
        var options = new FileTransferOptions { TotalBytes = 200_000, Progress = new Watch(progress => last = progress) };

        await _data.Objects.UploadManyAsync(Enumerable.Range(0, 40).Select(number => new FileUpload { LocalPath = _aps.PathOf($"{number}"), ObjectKey = $"{number}" }), "bucket", options, Stop)
            .ToListAsync(Stop);

        (last.Bytes, last.Total).ShouldBe((200_000, 200_000));
    }

    [Fact]
    public async Task Who_stops_reading_stops_the_transfers()
    {
        for (var number = 0; number < 60; number++)
            await _aps.WriteAsync($"{number}", new byte[5000]);
        var files = Enumerable.Range(0, 1_000_000).Select(number => new FileUpload { LocalPath = _aps.PathOf($"{number % 60}"), ObjectKey = $"{number}" });

        await foreach (var file in _data.Objects.UploadManyAsync(files, "bucket", cancellationToken: Stop))
        {
            file.Error.ShouldBeNull();
            break;
        }

        var calls = Calls();
        (await _data.Objects.ListAsync("bucket", cancellationToken: Stop).CountAsync(Stop)).ShouldBeLessThan(2000);
        calls.ShouldBeLessThan(500);
    }

    private int Calls() => _aps.Emulator.Requests.Count(request => request.Path.StartsWith("/oss/v2/", StringComparison.Ordinal));

    private static byte[] Content(int seed, int size)
    {
        var content = new byte[size];
        new Random(seed).NextBytes(content);
        return content;
    }
}
