using System.Security.Cryptography;
using Apsis.Cli.Tests.Harness;
using Apsis.Emulator.Faults;
using Apsis.Emulator.Observation;

namespace Apsis.Cli.Tests.Processes;

/// <summary>Transfers whose program is killed (SIGKILL) at random moments, and started again with the same command.</summary>
public abstract class KilledTransferTest : CliTest
{
    private const int Kills = 20;
    private const int PartBytes = 8 * 1024 * 1024;
    private const int Parts = 24;

    // On a busy machine an acknowledgement that is this young at a kill may not have come to be written down, and a request that was sent
    // before may be heard of after; the next program has not begun by then.
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Unheard = TimeSpan.FromMilliseconds(250);

    private readonly List<DateTimeOffset> _kills = [];
    private readonly Random _random;

    protected KilledTransferTest()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        _random = new Random(seed);
        Variables["XDG_DATA_HOME"] = Path.Combine(Folder, "state");
    }

    /// <summary>Lets a part take half a second.</summary>
    protected static FaultPlan SlowLine => new() { Link = new Link { BytesPerSecond = 16_000_000, LatencyMilliseconds = 5 } };

    protected string Model => Path.Combine(Folder, "model.rvt");

    protected bool IsEnough => _kills.Count == Kills;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var file = File.Create(Model);
        var block = new byte[PartBytes];
        for (var part = 0; part < Parts; part++)
        {
            _random.NextBytes(block);
            await file.WriteAsync(block, Cancellation);
        }
    }

    /// <summary>Runs the same command until it ends by itself.</summary>
    protected async Task CopyAsync(string from, string to)
    {
        while (true)
        {
            await using var cli = CliProcess.Start(Variables, "objects", "cp", from, to);
            var ended = cli.EndAsync(Cancellation);
            var life = IsEnough ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(0.3 + (2 * _random.NextDouble()));
            if (await Task.WhenAny(ended, Task.Delay(life, Cancellation)) == ended)
            {
                (await ended).ExitCode.ShouldBe(0, (await ended).ToString());
                return;
            }

            await cli.SignalAsync("KILL", Cancellation);
            _kills.Add(DateTimeOffset.UtcNow);
            await ended;
        }
    }

    /// <summary>Each part was sent once, but for those that were on their way when the program was killed.</summary>
    protected void CheckParts(IEnumerable<EmulatorRequest> parts, int transfers)
    {
        var sent = parts.ToList();
        var needed = transfers * Parts;
        var inFlight = _kills.Sum(kill => sent.Count(part => part.Time < kill + Unheard && part.Time + part.Duration > kill - Young));
        TestContext.Current.TestOutputHelper!.WriteLine($"{transfers} transfers, {_kills.Count} kills: {needed} parts needed, {sent.Count} sent, {inFlight} in flight at a kill");

        sent.Count.ShouldBeGreaterThanOrEqualTo(needed);
        inFlight.ShouldBeGreaterThan(0);
        sent.Count.ShouldBeLessThanOrEqualTo(needed + inFlight);
    }

    protected async Task CheckContentAsync(string path) => (await Sha1Async(path)).ShouldBe(await Sha1Async(Model), path);

    private static async Task<string> Sha1Async(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA1.HashDataAsync(file, Cancellation));
    }
}
