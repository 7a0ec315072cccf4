using System.Globalization;
using System.Text;
using Apsis.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Apsis.Bench.Transfers;

/// <summary>The other side: the emulator, and a bare Kestrel that only writes bodies to files and sends files. Answers "count" with the requests so far.</summary>
internal static class Server
{
    public static async Task<int> RunAsync(string[] args)
    {
        var shaped = args is ["shaped"];
        var counter = new CountingLog();
        await using var emulator = await ApsEmulator.StartAsync(Link.Options(shaped, counter));
        var folder = Directory.CreateTempSubdirectory("apsis-bench-bare-");
        await using var bare = await BareAsync(folder.FullName);
        try
        {
            await Console.Out.WriteLineAsync($"{emulator.BaseAddress} {bare.Urls.First()}");
            while (await Console.In.ReadLineAsync() is { } line)
            {
                if (line == "count")
                    await Console.Out.WriteLineAsync(counter.ToString());
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task<WebApplication> BareAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        var app = builder.Build();
        app.Run(async http =>
        {
            var path = Path.Combine(folder, Path.GetFileName(http.Request.Path.Value ?? ""));
            if (HttpMethods.IsPut(http.Request.Method))
            {
                await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
                await http.Request.Body.CopyToAsync(file, 256 * 1024);
                return;
            }

            if (HttpMethods.IsDelete(http.Request.Method))
            {
                File.Delete(path);
                return;
            }

            var (from, to) = http.Request.Headers.Range.ToString() is { Length: > 0 } range
                ? (long.Parse(range.AsSpan(6, range.IndexOf('-', StringComparison.Ordinal) - 6), CultureInfo.InvariantCulture), long.Parse(range.AsSpan(range.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture))
                : (0, new FileInfo(path).Length - 1);
            http.Response.StatusCode = http.Request.Headers.Range.Count > 0 ? 206 : 200;
            http.Response.ContentLength = to - from + 1;
            await http.Response.SendFileAsync(path, from, to - from + 1);
        });
        await app.StartAsync();
        return app;
    }

    /// <summary>Counts the lines of the emulator's request log: those to the storage, and all others.</summary>
    private sealed class CountingLog : TextWriter
    {
        private int _api;
        private int _storage;

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            if (value?.Contains(" /s3/", StringComparison.Ordinal) is true)
                Interlocked.Increment(ref _storage);
            else
                Interlocked.Increment(ref _api);
        }

        public override string ToString() => $"{_api} {_storage}";
    }
}
