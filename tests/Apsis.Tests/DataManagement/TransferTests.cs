using System.Collections.Concurrent;
using System.Security.Cryptography;
using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement;

public sealed class TransferTests
{
    private const int Part = 64 * 1024 * 1024;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    [InlineData(Part)]
    [InlineData(Part + 1)]
    public async Task A_file_goes_up_and_comes_back_the_same(int size)
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        var content = Content(size);
        var path = await aps.WriteAsync("in.bin", content);

        var stored = await data.Objects.UploadAsync(path, "bucket", "a/b.bin", cancellationToken: Stop);
        var fetched = await data.Objects.DownloadAsync("bucket", "a/b.bin", aps.PathOf("new/out.bin"), cancellationToken: Stop);

        stored.Size.ShouldBe(size);
        fetched.Sha1.ShouldBe(Convert.ToHexStringLower(SHA1.HashData(content)));
        (await File.ReadAllBytesAsync(aps.PathOf("new/out.bin"), Stop)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        Directory.GetFiles(aps.PathOf("new")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("plain.rvt")]
    [InlineData("with space & more.rvt")]
    [InlineData("100% #1?.dwg")]
    [InlineData("a+b=c.ipt")]
    [InlineData("deep/er/and deeper.txt")]
    [InlineData("도면/평면도 ä ö.dwg")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/../b")]
    [InlineData("/leading")]
    [InlineData("%2F")]
    public async Task Any_object_key_survives(string key)
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        var path = await aps.WriteAsync("in.bin", Content(100));

        await data.Objects.UploadAsync(path, "bucket", key, cancellationToken: Stop);

        (await data.Objects.GetDetailsAsync("bucket", key, Stop)).ObjectKey.ShouldBe(key);
        (await data.Objects.ListAsync("bucket", cancellationToken: Stop).ToListAsync(Stop)).ShouldHaveSingleItem().ObjectKey.ShouldBe(key);
        await data.Objects.DownloadAsync("bucket", key, aps.PathOf("out.bin"), cancellationToken: Stop);
        await data.Objects.DeleteAsync("bucket", key, Stop);
    }

    [Fact]
    public async Task A_download_replaces_an_older_file_whole()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        await data.Objects.UploadAsync(await aps.WriteAsync("in.bin", Content(10)), "bucket", "k", cancellationToken: Stop);
        var old = await aps.WriteAsync("out.bin", Content(5000));

        await data.Objects.DownloadAsync("bucket", "k", old, cancellationToken: Stop);

        new FileInfo(old).Length.ShouldBe(10);
    }

    [Fact]
    public async Task An_object_that_is_not_there_leaves_nothing_on_disk_and_the_old_file_alone()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        var old = await aps.WriteAsync("out.bin", Content(5));

        await Should.ThrowAsync<ApsHttpException>(() => data.Objects.DownloadAsync("bucket", "nothing", old, cancellationToken: Stop));

        Directory.GetFiles(aps.Folder).ShouldBe([old]);
        new FileInfo(old).Length.ShouldBe(5);
    }

    [Fact]
    public async Task Progress_ends_with_all_bytes()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        var seen = new Seen();

        await data.Objects.UploadAsync(await aps.WriteAsync("in.bin", Content(1_000_000)), "bucket", "k", seen, Stop);
        (seen.Last.Bytes, seen.Last.Total).ShouldBe((1_000_000, 1_000_000));
        await data.Objects.DownloadAsync("bucket", "k", aps.PathOf("out.bin"), seen, Stop);

        (seen.Last.Bytes, seen.Last.Total).ShouldBe((1_000_000, 1_000_000));
    }

    [Fact]
    public async Task A_file_that_is_missing_or_a_folder_is_refused_before_any_call()
    {
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        var objects = service.Data().Objects;

        (await Should.ThrowAsync<TransferException>(() => objects.UploadAsync("/nowhere/at.all", "bucket", "k", cancellationToken: Stop)))
            .Message.ShouldContain("/nowhere/at.all");
        (await Should.ThrowAsync<TransferException>(() => objects.UploadAsync(Path.GetTempPath(), "bucket", "k", cancellationToken: Stop)))
            .Message.ShouldContain("folder");
        service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_download_leaves_nothing_on_disk()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        await data.Objects.UploadAsync(await aps.WriteAsync("in.bin", Content(30_000_000)), "bucket", "k", cancellationToken: Stop);
        using var stop = new CancellationTokenSource();
        var seen = new Seen(progress =>
        {
            if (progress.Bytes > 1_000_000)
                stop.Cancel();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => data.Objects.DownloadAsync("bucket", "k", aps.PathOf("out/o.bin"), seen, stop.Token));

        Directory.GetFiles(aps.PathOf("out")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_upload_makes_no_object()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        var path = await aps.WriteAsync("in.bin", Content(30_000_000));
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => data.Objects.UploadAsync(path, "bucket", "k", new Seen(_ => stop.Cancel()), stop.Token));

        (await data.Objects.ListAsync("bucket", cancellationToken: Stop).ToListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_path_below_a_file_or_an_existing_folder_can_not_be_written()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = aps.Data();
        await data.Buckets.CreateAsync("bucket", cancellationToken: Stop);
        var path = await aps.WriteAsync("in.bin", Content(5));
        await data.Objects.UploadAsync(path, "bucket", "k", cancellationToken: Stop);

        (await Should.ThrowAsync<TransferException>(() => data.Objects.DownloadAsync("bucket", "k", Path.Combine(path, "below"), cancellationToken: Stop)))
            .Message.ShouldContain("can not be written");
        (await Should.ThrowAsync<TransferException>(() => data.Objects.DownloadAsync("bucket", "k", aps.Folder, cancellationToken: Stop)))
            .Message.ShouldContain("folder");
    }

    [Fact]
    public async Task A_disk_without_room_is_found_before_the_first_byte_and_leaves_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("apsis-test-").FullName;
        var room = new DriveInfo(folder).AvailableFreeSpace;
        await using var service = await ScriptedService.StartAsync(context => context.Request.Path.Value!.EndsWith("/signeds3download", StringComparison.Ordinal)
            ? ScriptedService.JsonAsync(context, $$"""{"status":"complete","url":"http://{{context.Request.Host}}/s3","size":{{room + (10L << 30)}}}""")
            : context.Response.Body.WriteAsync(new byte[1000]).AsTask());

        var error = await Should.ThrowAsync<TransferException>(() =>
            service.Data().Objects.DownloadAsync("bucket", "k", Path.Combine(folder, "out.bin"), cancellationToken: Stop));

        error.Message.ShouldContain("room on the disk");
        Directory.GetFiles(folder).ShouldBeEmpty();
        Directory.Delete(folder);
    }

    [Theory]
    [InlineData("truncated", """ "size":2000 """)]
    [InlineData("longer", """ "size":500 """)]
    [InlineData("other content", """ "size":1000,"sha1":"da39a3ee5e6b4b0d3255bfef95601890afd80709" """)]
    public async Task Content_that_is_not_the_object_is_refused_after_several_tries_and_leaves_nothing(string why, string facts)
    {
        var folder = Directory.CreateTempSubdirectory("apsis-test-").FullName;
        await using var service = await ScriptedService.StartAsync(context => context.Request.Path.Value!.EndsWith("/signeds3download", StringComparison.Ordinal)
            ? ScriptedService.JsonAsync(context, $$"""{"status":"complete","url":"http://{{context.Request.Host}}/s3",{{facts}}}""")
            : context.Response.Body.WriteAsync(new byte[1000]).AsTask());

        var error = await Should.ThrowAsync<TransferException>(() =>
            service.Data().Objects.DownloadAsync("bucket", "k", Path.Combine(folder, "out.bin"), cancellationToken: Stop));

        error.Message.ShouldContain("did not arrive whole", customMessage: why);
        Directory.GetFiles(folder).ShouldBeEmpty();
        Directory.Delete(folder);
    }

    [Fact]
    public async Task An_expired_part_address_is_replaced_with_the_same_upload_key()
    {
        await using var service = await ScriptedService.StartAsync(context => context.Request switch
        {
            { Method: "GET" } request when request.Path.Value!.EndsWith("/signeds3upload", StringComparison.Ordinal) =>
                ScriptedService.JsonAsync(context, $$"""{"uploadKey":"u","urls":["http://{{request.Host}}/s3/{{(request.Query.ContainsKey("uploadKey") ? "fresh" : "stale")}}"]}"""),
            { Method: "PUT", Path.Value: "/s3/stale" } => ScriptedService.JsonAsync(context, "<Error>expired</Error>", 403),
            { Method: "PUT" } => TakeAsync(context),
            _ => ScriptedService.JsonAsync(context, """{"objectKey":"k","size":100}"""),
        });
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, Content(100), Stop);

        var stored = await service.Data().Objects.UploadAsync(path, "bucket", "k", cancellationToken: Stop);

        stored.Size.ShouldBe(100);
        service.Requests.Count(request => request.StartsWith("PUT", StringComparison.Ordinal)).ShouldBe(2);
        service.Requests.Where(request => request.Contains("/s3/", StringComparison.Ordinal)).ShouldAllBe(request => !request.Contains("Bearer", StringComparison.Ordinal));
        File.Delete(path);
    }

    [Fact]
    public async Task A_completion_that_fails_under_200_fails_the_upload()
    {
        await using var service = await ScriptedService.StartAsync(context => context.Request.Method switch
        {
            "GET" => ScriptedService.JsonAsync(context, $$"""{"uploadKey":"u","urls":["http://{{context.Request.Host}}/s3"]}"""),
            "PUT" => TakeAsync(context),
            _ => ScriptedService.JsonAsync(context, """{"status":"error","reason":"MissingOrInvalidParts","size":{"expected":1,"detected":0}}"""),
        });
        var path = Path.GetTempFileName();

        (await Should.ThrowAsync<TransferException>(() => service.Data().Objects.UploadAsync(path, "bucket", "k", cancellationToken: Stop)))
            .Message.ShouldContain("MissingOrInvalidParts");
        File.Delete(path);
    }

    private static async Task TakeAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Response.Headers.ETag = "\"abc\"";
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private sealed class Seen(Action<TransferProgress>? also = null) : IProgress<TransferProgress>
    {
        private readonly ConcurrentQueue<TransferProgress> _all = new();

        public TransferProgress Last => _all.Last();

        public void Report(TransferProgress value)
        {
            _all.Enqueue(value);
            also?.Invoke(value);
        }
    }
}
