using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Apsis.Bench.Transfers.Contenders;

/// <summary>As many requests as there are addresses, each with its share of one file. No protocol, no hash, nothing tried again.</summary>
internal static class RawStreams
{
    private const int BufferSize = 256 * 1024;

    public static async Task PutAsync(HttpClient http, string file, IReadOnlyList<Uri> addresses)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        await ShareAsync(RandomAccess.GetLength(handle), addresses.Count, async (index, offset, length) =>
        {
            using var answer = await http.PutAsync(addresses[index], new Part(handle, offset, length));
            answer.EnsureSuccessStatusCode();
        });
    }

    public static async Task GetAsync(HttpClient http, Uri address, long size, string file, int streams)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, preallocationSize: size);
        await ShareAsync(size, streams, async (_, offset, length) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (streams > 1)
                request.Headers.Range = new RangeHeaderValue(offset, offset + length - 1);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            await using var body = await answer.Content.ReadAsStreamAsync();
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            int read;
            for (var done = offset; (read = await body.ReadAsync(buffer.AsMemory(0, BufferSize))) > 0; done += read)
                RandomAccess.Write(handle, buffer.AsSpan(0, read), done);
            ArrayPool<byte>.Shared.Return(buffer);
        });
    }

    private static async Task ShareAsync(long size, int count, Func<int, long, long, Task> move)
    {
        var share = (size + count - 1) / count;
        await Task.WhenAll(Enumerable.Range(0, count).Select(index => Task.Run(() => move(index, index * share, Math.Min(share, size - (index * share))))));
    }

    private sealed class Part(Microsoft.Win32.SafeHandles.SafeFileHandle file, long offset, long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            for (long done = 0; done < length;)
            {
                var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(BufferSize, length - done)), offset + done);
                await stream.WriteAsync(buffer.AsMemory(0, read));
                done += read;
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }

        protected override bool TryComputeLength(out long contentLength)
        {
            contentLength = length;
            return true;
        }
    }
}
