using System.Collections.Concurrent;
using System.Security.Cryptography;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Tests.Support;

namespace Apsis.Tests.DataManagement.Transfers.Faults;

/// <summary>Transfers of a few contents in both directions, several at once, some of what changes meanwhile.</summary>
internal sealed class Campaign
{
    private const string Bucket = "campaign";
    private const int AtOnce = 8;
    private const int PartBytes = 8 * 1024 * 1024;

    private readonly EmulatedAps _aps;
    private readonly DataManagementClient _data;
    private readonly Random _random;
    private readonly int _count;
    private readonly List<(string Path, long Size, string Sha1)> _contents = [];
    private long _parts;

    private Campaign(EmulatedAps aps, int seed, int count) => (_aps, _data, _random, _count) = (aps, aps.Data(), new Random(seed), count);

    /// <summary>The parts of all uploads that were begun.</summary>
    public long Parts => Interlocked.Read(ref _parts);

    public static async Task<Campaign> PrepareAsync(EmulatedAps aps, int seed, int count, CancellationToken stop)
    {
        var campaign = new Campaign(aps, seed, count);
        await campaign._data.Buckets.CreateAsync(Bucket, cancellationToken: stop);
        int[] sizes = [0, 1, campaign._random.Next(2, 1000), campaign._random.Next(1000, 100_000), campaign._random.Next(100_000, 1_000_000),
            8 * 1024 * 1024, (8 * 1024 * 1024) + 1, campaign._random.Next(9_000_000, 16_000_000), campaign._random.Next(17_000_000, 30_000_000)];
        foreach (var size in sizes)
        {
            var bytes = new byte[size];
            campaign._random.NextBytes(bytes);
            var path = await aps.WriteAsync($"contents/{campaign._contents.Count}.bin", bytes);
            campaign._contents.Add((path, size, Convert.ToHexStringLower(SHA1.HashData(bytes))));
            await campaign._data.Objects.UploadAsync(path, Bucket, $"source/{campaign._contents.Count - 1}", cancellationToken: stop);
        }

        return campaign;
    }

    public async Task<IReadOnlyCollection<CampaignTransfer>> RunAsync(CancellationToken stop)
    {
        var ended = new ConcurrentBag<CampaignTransfer>();
        // All is drawn before anything runs, so that a seed means the same transfers.
        var drawn = Enumerable.Range(0, _count).Select(Draw).ToList();
        await Parallel.ForEachAsync(drawn, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (run, cancel) => ended.Add(await run(cancel)));
        return ended;
    }

    /// <summary>What is not as it must be after a transfer; null when nothing is.</summary>
    public async Task<string?> FindWrongAsync(CampaignTransfer transfer, CancellationToken stop)
    {
        var exists = transfer.IsUpload
            ? await IsStoredAsync(transfer.ObjectKey, stop)
            : File.Exists(transfer.LocalPath);
        if (transfer.Error is not null)
            return exists ? $"it failed, and left something: {transfer.Error.Message}" : null;
        if (!exists)
            return "it succeeded, and nothing is there";
        var path = transfer.LocalPath;
        if (transfer.IsUpload)
            await _data.Objects.DownloadAsync(Bucket, transfer.ObjectKey, path = _aps.PathOf("check.bin"), cancellationToken: stop);
        var sha1 = await Sha1Async(path, stop);
        return transfer.Allowed.Contains(sha1) ? null : $"other bytes are there: {sha1}";
    }

    public IEnumerable<string> Leftovers() => Directory.GetFiles(_aps.Folder, "*.partial", SearchOption.AllDirectories);

    private Func<CancellationToken, ValueTask<CampaignTransfer>> Draw(int number)
    {
        var isUpload = _random.Next(2) == 0;
        var changes = _random.Next(20) == 0;
        // Most files are small.
        var which = _random.Next(3) > 0 ? _random.Next(5) : _random.Next(_contents.Count);
        return (isUpload, changes) switch
        {
            (true, false) => stop => UploadAsync(number, _contents[which], stop),
            (true, true) => stop => UploadChangingAsync(number, _contents[Math.Max(1, which)], stop),
            (false, false) => stop => DownloadAsync(number, which, stop),
            _ => stop => DownloadReplacedAsync(number, _contents[Math.Max(1, which)], _contents[^2], stop),
        };
    }

    private ValueTask<CampaignTransfer> UploadAsync(int number, (string Path, long Size, string Sha1) content, CancellationToken stop) => RunAsync(
        new CampaignTransfer(true, content.Size, $"up/{number}", content.Path, [content.Sha1]),
        transfer => SendAsync(transfer.LocalPath, transfer.ObjectKey, null, stop));

    private async ValueTask<CampaignTransfer> UploadChangingAsync(int number, (string Path, long Size, string Sha1) content, CancellationToken stop)
    {
        var path = _aps.PathOf($"changing/{number}.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(content.Path, path);
        var watch = new Watch(_ => File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(1)));
        return await RunAsync(
            new CampaignTransfer(true, content.Size, $"changing/{number}", path, []),
            transfer => SendAsync(path, transfer.ObjectKey, watch, stop));
    }

    private ValueTask<CampaignTransfer> DownloadAsync(int number, int which, CancellationToken stop) => RunAsync(
        new CampaignTransfer(false, _contents[which].Size, $"source/{which}", _aps.PathOf($"down/{number}.bin"), [_contents[which].Sha1]),
        transfer => _data.Objects.DownloadAsync(Bucket, transfer.ObjectKey, transfer.LocalPath, cancellationToken: stop));

    private async ValueTask<CampaignTransfer> DownloadReplacedAsync(
        int number, (string Path, long Size, string Sha1) first, (string Path, long Size, string Sha1) second, CancellationToken stop)
    {
        var transfer = new CampaignTransfer(false, first.Size, $"replaced/{number}", _aps.PathOf($"down/{number}.bin"), [first.Sha1, second.Sha1]);
        await PutAsync(first.Path, transfer.ObjectKey, stop);
        Task? replacing = null;
        var watch = new Watch(_ => replacing ??= Task.Run(() => PutAsync(second.Path, transfer.ObjectKey, stop), stop));
        try
        {
            return await RunAsync(transfer, _ => _data.Objects.DownloadAsync(Bucket, transfer.ObjectKey, transfer.LocalPath, watch, stop));
        }
        finally
        {
            await (replacing ?? Task.CompletedTask);
        }
    }

    // What a test needs before it begins may fail as well, and is done again.
    private async Task PutAsync(string path, string key, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await SendAsync(path, key, null, stop);
                return;
            }
            catch (ApsException)
            {
            }
        }
    }

    private Task<StoredObject> SendAsync(string path, string key, Watch? watch, CancellationToken stop)
    {
        Interlocked.Add(ref _parts, Math.Max(1, (new FileInfo(path).Length + PartBytes - 1) / PartBytes));
        return _data.Objects.UploadAsync(path, Bucket, key, watch, stop);
    }

    private async Task<bool> IsStoredAsync(string key, CancellationToken stop)
    {
        try
        {
            await _data.Objects.GetDetailsAsync(Bucket, key, cancellationToken: stop);
            return true;
        }
        catch (ApsHttpException error) when (error.Status == System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static async ValueTask<CampaignTransfer> RunAsync(CampaignTransfer transfer, Func<CampaignTransfer, Task> run)
    {
        try
        {
            await run(transfer);
            return transfer;
        }
        catch (ApsException error)
        {
            return transfer with { Error = error };
        }
    }

    private static async Task<string> Sha1Async(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA1.HashDataAsync(file, stop));
    }
}
