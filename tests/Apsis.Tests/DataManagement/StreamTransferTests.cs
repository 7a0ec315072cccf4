using System.Security.Cryptography;
using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;
using Apsis.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Apsis.Tests.DataManagement;

public sealed class StreamTransferTests
{
    private const int Part = 8 * 1024 * 1024;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Part)]
    [InlineData(3 * Part + 5)]
    public async Task A_stream_whose_end_is_not_known_goes_up_and_comes_back_the_same(int size)
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        var content = Content(size);
        using var back = new MemoryStream();

        using (var source = new Trickle(content))
            (await data.Objects.UploadAsync(source, "bucket", "k", cancellationToken: Stop)).Size.ShouldBe(size);
        var fetched = await data.Objects.DownloadAsync("bucket", "k", back, cancellationToken: Stop);

        back.ToArray().AsSpan().SequenceEqual(content).ShouldBeTrue();
        fetched.Sha1.ShouldBe(Convert.ToHexStringLower(SHA1.HashData(content)));
    }

    [Fact]
    public void Ten_thousand_parts_are_enough_for_half_a_terabyte() =>
        Enumerable.Range(1, 10_000).Sum(number => (long)StreamUpload.SizeOf(number)).ShouldBeGreaterThan(500_000_000_000);

    [Fact]
    public async Task A_cancelled_upload_of_a_stream_makes_no_object()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        using var stop = new CancellationTokenSource();
        using var source = new Trickle(Content(2 * Part), at => { if (at > Part) stop.Cancel(); });

        await Should.ThrowAsync<OperationCanceledException>(() => data.Objects.UploadAsync(source, "bucket", "k", cancellationToken: stop.Token));

        (await data.Objects.ListAsync("bucket", cancellationToken: Stop).ToListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_that_breaks_makes_no_object_and_the_error_says_so()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var data = await aps.DataWithBucketAsync();
        using var source = new Trickle(Content(100), _ => throw new IOException("the pipe is broken"));

        (await Should.ThrowAsync<TransferException>(() => data.Objects.UploadAsync(source, "bucket", "k", cancellationToken: Stop))).Message.ShouldContain("the pipe is broken");
        (await data.Objects.ListAsync("bucket", cancellationToken: Stop).ToListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_line_is_taken_up_where_it_broke()
    {
        var content = Content(100_000);
        var requests = new List<string>();
        var arrived = new Arrived();
        await using var service = await StartAsync(content, async context =>
        {
            requests.Add(context.Request.Headers.Range.ToString());
            var from = context.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0;
            context.Response.StatusCode = from > 0 ? 206 : 200;
            context.Response.Headers.ETag = "\"v1\"";
            if (from > 0)
                context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
            context.Response.ContentLength = content.Length - from;
            await context.Response.Body.WriteAsync(content.AsMemory((int)from, (int)Math.Min(30_000, content.Length - from)), Stop);
            await context.Response.Body.FlushAsync(Stop);
            if (content.Length - from > 30_000)
                await arrived.AbortAfterAsync(context, from + 30_000);
        });
        using var back = new MemoryStream();

        await service.Data().Objects.DownloadAsync("bucket", "k", back, arrived, Stop);

        back.ToArray().ShouldBe(content);
        requests[0].ShouldBeEmpty();
        requests.Count.ShouldBeGreaterThan(1);
        requests.Skip(1).ShouldAllBe(range => range.StartsWith("bytes=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_that_is_replaced_while_it_is_read_is_an_error_and_never_a_mixture()
    {
        var content = Content(100_000);
        var arrived = new Arrived();
        await using var service = await StartAsync(content, async context =>
        {
            if (context.Request.Headers.Range.Count > 0)
            {
                context.Response.StatusCode = 412;
                return;
            }

            context.Response.Headers.ETag = "\"v1\"";
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content.AsMemory(0, 50_000), Stop);
            await context.Response.Body.FlushAsync(Stop);
            await arrived.AbortAfterAsync(context, 50_000);
        });

        (await Should.ThrowAsync<TransferException>(() => service.Data().Objects.DownloadAsync("bucket", "k", Stream.Null, arrived, Stop)))
            .Message.ShouldContain("replaced");
    }

    [Fact]
    public async Task Content_of_another_sum_is_an_error()
    {
        await using var service = await StartAsync(new byte[10], context => context.Response.Body.WriteAsync(Content(10), Stop).AsTask());

        (await Should.ThrowAsync<TransferException>(() => service.Data().Objects.DownloadAsync("bucket", "k", Stream.Null, cancellationToken: Stop)))
            .Message.ShouldContain("SHA-1");
    }

    private static Task<ScriptedService> StartAsync(byte[] content, Func<HttpContext, Task> send) => ScriptedService.StartAsync(context =>
        context.Request.Path.Value!.EndsWith("/signeds3download", StringComparison.Ordinal)
            ? ScriptedService.JsonAsync(context, $$"""
                {"status":"complete","url":"http://{{context.Request.Host}}/s3","size":{{content.Length}},"sha1":"{{Convert.ToHexStringLower(SHA1.HashData(content))}}"}
                """)
            : send(context));

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    /// <summary>Breaks a line when all that was sent has arrived: a reset takes what is under way with it.</summary>
    private sealed class Arrived : IProgress<TransferProgress>
    {
        private long _bytes;

        public void Report(TransferProgress value) => Volatile.Write(ref _bytes, value.Bytes);

        public async Task AbortAfterAsync(HttpContext context, long bytes)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            limit.CancelAfter(TimeSpan.FromSeconds(20));
            while (Volatile.Read(ref _bytes) < bytes)
                await Task.Delay(5, limit.Token);
            context.Abort();
        }
    }

    /// <summary>A stream that can not seek and hands out an odd number of bytes at a time.</summary>
    private sealed class Trickle(byte[] content, Action<int>? before = null) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            before?.Invoke(_at);
            var count = Math.Min(Math.Min(buffer.Length, 77_777), content.Length - _at);
            content.AsMemory(_at, count).CopyTo(buffer);
            _at += count;
            return ValueTask.FromResult(count);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
