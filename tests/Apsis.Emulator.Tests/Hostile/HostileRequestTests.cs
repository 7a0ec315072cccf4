using System.Globalization;
using Apsis.Emulator.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Tests.Hostile;

/// <summary>
/// Random and mutated requests against an emulator in a folder of its own. APSIS_HOSTILE_SEED takes another seed, APSIS_HOSTILE_REQUESTS
/// another number of requests.
/// </summary>
[Collection(nameof(MeasuresTheProcess))]
public sealed class HostileRequestTests : EmulatorTest
{
    private const int Requests = 10_000;
    private const int Round = 1_000;
    private const long MemoryLimit = 200 * 1024 * 1024;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("apsis-hostile-");
    private readonly string _escapeName = $"escaped-{Guid.NewGuid():N}";
    private readonly string _secret = $"secret-{Guid.NewGuid():N}";

    private string SecretFile => Path.Combine(_root.FullName, "outside", "secret.txt");

    private string DataFolder => Path.Combine(_root.FullName, "data");

    public override async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SecretFile)!);
        await File.WriteAllTextAsync(SecretFile, _secret, Cancellation);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _root.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.DataDirectory = DataFolder;
        options.Automation.SimulatedProcessingTime = TimeSpan.Zero;
        options.Automation.MaxUnpackedBytes = 4 * 1024 * 1024;
        options.Automation.MaxAppBundleBytes = 1024 * 1024;
        options.Automation.MaxParallelWorkItems = 4;
        options.Automation.CallbackTimeout = TimeSpan.FromSeconds(1);
    }

    [Fact]
    public async Task None_breaks_the_emulator_or_gets_out_of_its_folder()
    {
        var seed = Number("APSIS_HOSTILE_SEED", 20261123);
        var requests = Number("APSIS_HOSTILE_REQUESTS", Requests);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}, {requests} requests.");
        // What tests before this one have left in the pools of the process is not its own.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var campaign = new HostileCampaign(Emulator, new NastyValues(_escapeName), seed, _secret);
        using var client = await ClientAsync();
        var token = client.DefaultRequestHeaders.Authorization!.Parameter!;

        for (var from = 0; from < requests && campaign.Faults.Count == 0; from += Round)
        {
            var targets = await HostileTargets.PrepareAsync(client, token, Cancellation);
            await campaign.RunAsync(targets, from, Math.Min(requests, from + Round), Cancellation);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", campaign.Statuses.Select(pair => $"{pair.Key}: {pair.Value}")));
        await QuietAsync();
        var faults = Log.ToString().Split('\n').Where(IsFault).ToList();
        campaign.Faults.ShouldBeEmpty($"{campaign.Faults.Count} faults:\n{string.Join("\n\n", campaign.Faults.Take(5))}\n{string.Join('\n', faults)}");
        faults.ShouldBeEmpty($"seed {seed}");
        NothingEscaped();
        TestContext.Current.TestOutputHelper?.WriteLine($"At most {(campaign.MostBytes - before) / 1e6:0} MB more were alive than the {before / 1e6:0} MB before.");
        (campaign.MostBytes - before).ShouldBeLessThan(MemoryLimit);
        // And it still works.
        await HostileTargets.PrepareAsync(client, token, Cancellation);
    }

    private static int Number(string variable, int byDefault) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : byDefault;

    private static bool IsFault(string line) =>
        line.Contains(" 500 ", StringComparison.Ordinal) || line.Contains(" cut off ", StringComparison.Ordinal) || line.Contains(" broke off: ", StringComparison.Ordinal)
        || line.Contains("Exception: ", StringComparison.Ordinal);

    // Every WorkItem ends, and takes its folder with it.
    private async Task QuietAsync()
    {
        var jobs = Path.Combine(Emulator.Services.GetRequiredService<EmulatorFolder>().Path, "workitems", "jobs");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Directory.EnumerateFileSystemEntries(jobs).Any())
        {
            if (timeout.IsCancellationRequested) Assert.Fail($"Folders of jobs are left: {string.Join(", ", Directory.EnumerateFileSystemEntries(jobs).Take(5))}");
            await Task.Delay(50, Cancellation);
        }
    }

    private void NothingEscaped()
    {
        _root.EnumerateFileSystemInfos().Select(entry => entry.Name).Order().ShouldBe(["data", "outside"]);
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(SecretFile)!).ShouldBe([SecretFile]);
        File.ReadAllText(SecretFile).ShouldBe(_secret);
        foreach (var folder in new[] { "/", "/tmp", Path.GetTempPath(), Environment.CurrentDirectory, AppContext.BaseDirectory })
            File.Exists(Path.Combine(folder, _escapeName)).ShouldBeFalse(folder);
        _root.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(entry => entry.LinkTarget is not null || entry.Name == _escapeName).ShouldBeEmpty();
    }
}
