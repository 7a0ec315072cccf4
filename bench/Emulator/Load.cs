using System.Diagnostics;

namespace Apsis.Bench.Emulation;

/// <summary>The same client for both servers.</summary>
internal static class Load
{
    private const int Connections = 16;
    private const int Transfers = 4;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    /// <summary>Requests a second: 16 connections, each one request after another.</summary>
    public static async Task<double> RequestsAsync(HttpClient client, Uri url)
    {
        var count = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(started) < Time)
            {
                using var answer = await client.GetAsync(url);
                answer.EnsureSuccessStatusCode();
                await answer.Content.CopyToAsync(Stream.Null);
                Interlocked.Increment(ref count);
            }
        }));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Megabytes a second: four transfers at once, in each direction alone.</summary>
    public static async Task<double> TransferAsync(Func<int, Task<long>> transfer)
    {
        var started = Stopwatch.GetTimestamp();
        var bytes = await Task.WhenAll(Enumerable.Range(0, Transfers).Select(transfer));
        return bytes.Sum() / 1e6 / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public static async Task<long> PutAsync(HttpClient client, Uri url, byte[] content)
    {
        using var answer = await client.PutAsync(url, new ByteArrayContent(content));
        answer.EnsureSuccessStatusCode();
        return content.Length;
    }

    public static async Task<long> GetAsync(HttpClient client, Uri url)
    {
        using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var content = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        var total = 0L;
        int count;
        while ((count = await content.ReadAsync(buffer)) > 0) total += count;
        return total;
    }
}
