using System.Diagnostics;
using System.Globalization;
using Apsis.Emulator;

namespace Apsis.Bench.Emulation;

/// <summary>Measures the emulator and a bare Kestrel in turns, and prints the medians side by side.</summary>
internal static class Bench
{
    private const int Rounds = 5;
    private const int Starts = 21;
    private const int TransferBytes = 32 * 1024 * 1024;

    public static async Task<int> RunAsync()
    {
        var emulatorStart = await StartsAsync(async () => await ApsEmulator.StartAsync());
        var bareStart = await StartsAsync(async () => await Servers.StartBareAsync());

        await using var emulator = await ServerProcess.StartAsync("emulator");
        await using var bare = await ServerProcess.StartAsync("bare");
        using var client = new HttpClient();
        using var anonymous = new HttpClient();
        var aps = new Aps(client, emulator.Address);
        await aps.LogInAsync();
        var content = new byte[TransferBytes];
        Random.Shared.NextBytes(content);
        var status = await aps.WorkItemAsync();
        var details = await aps.ObjectAsync("small", [1, 2, 3]);
        await aps.ObjectAsync("large", content);
        var download = await aps.DownloadAsync("large");

        Console.WriteLine($"{Environment.ProcessorCount} processors, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}");
        Console.WriteLine();
        Console.WriteLine("| | emulator | bare Kestrel | ratio |");
        Console.WriteLine("| --- | --- | --- | --- |");
        Row("a warm start and stop in process, ms", emulatorStart, bareStart, "0.0");
        await CompareAsync("WorkItem status, requests/s", () => Load.RequestsAsync(client, status), await BytesAsync(status));
        await CompareAsync("object metadata, requests/s", () => Load.RequestsAsync(client, details), await BytesAsync(details));
        await RateAsync("upload through signed URLs, MB/s", UploadAsync, () => Load.TransferAsync(_ => Load.PutAsync(anonymous, new Uri(bare.Address, "/bytes"), content)));
        await RateAsync(
            "download through a signed URL, MB/s",
            () => Load.TransferAsync(_ => Load.GetAsync(anonymous, download)),
            () => Load.TransferAsync(_ => Load.GetAsync(anonymous, new Uri(bare.Address, $"/bytes/{TransferBytes}"))));
        return 0;

        // The bare server answers as many bytes.
        async Task<Uri> BytesAsync(Uri url) => new(bare.Address, $"/bytes/{await aps.LengthAsync(url)}");

        Task CompareAsync(string name, Func<Task<double>> measure, Uri bareUrl) => RateAsync(name, measure, () => Load.RequestsAsync(client, bareUrl));

        async Task<double> UploadAsync()
        {
            var urls = new List<Uri>();
            for (var i = 0; i < 4; i++) urls.Add((await aps.OpenUploadAsync($"upload-{i}")).Url);
            return await Load.TransferAsync(i => Load.PutAsync(anonymous, urls[i], content));
        }
    }

    private static async Task<double> StartsAsync<T>(Func<Task<T>> start)
        where T : IAsyncDisposable
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await (await start()).DisposeAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Median(times);
    }

    // In turns, so that whatever else the machine does meets both.
    private static async Task RateAsync(string name, Func<Task<double>> emulator, Func<Task<double>> bare)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        await emulator();
        await bare();
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await emulator());
            theirs.Add(await bare());
        }

        Row(name, Median(ours), Median(theirs), "#,0");
    }

    private static void Row(string name, double ours, double bare, string format) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {name} | {ours.ToString(format, CultureInfo.InvariantCulture)} | {bare.ToString(format, CultureInfo.InvariantCulture)} | {ours / bare:0.00} |"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
