using System.Security.Cryptography;
using Apsis.Cli.Tests.Harness;
using Apsis.Emulator;
using Apsis.Emulator.Faults;

namespace Apsis.Cli.Tests.Processes;

/// <summary>Transfers whose program is killed (SIGKILL) at random moments, and started again with the same command.</summary>
public abstract class KilledTransferTest : CliTest
{
    private const int Kills = 20;
    private const int PartBytes = 8 * 1024 * 1024;
    private const int Connections = 4;

    // As the library cuts a file of this size for so many connections.
    private const int Parts = 4 * Connections;

    private readonly List<Attempt> _attempts = [];
    private readonly Random _random;

    protected KilledTransferTest()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        _random = new Random(seed);
        Variables["APS_MAX_CONNECTIONS"] = $"{Connections}";
        Variables["XDG_DATA_HOME"] = Path.Combine(Folder, "state");
    }

    /// <summary>Lets a part take half a second.</summary>
    protected static FaultPlan SlowLine => new() { Link = new Link { BytesPerSecond = 16_000_000, LatencyMilliseconds = 5 } };

    protected string Model => Path.Combine(Folder, "model.rvt");

    /// <summary>Attempts that were killed between the end of their work and their own: they could not clean up.</summary>
    protected int KilledWhenDone { get; private set; }

    protected bool IsEnough => _attempts.Count(attempt => attempt.Killed is not null) == Kills;

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

    /// <summary>Starts an emulator that keeps every request of the test.</summary>
    protected Task<ApsEmulator> StartAsync(FaultPlan? faults = null) => StartEmulatorAsync(options =>
    {
        options.Faults = faults;
        options.Observation.MaxRequests = 100_000;
    });

    /// <summary>Runs the same command until it ends by itself, or has done its work when it is killed: the next would copy all anew.</summary>
    /// <param name="aps">Where.</param>
    /// <param name="from">What.</param>
    /// <param name="to">Where to.</param>
    /// <param name="isDone">Whether an attempt that began then had done its work.</param>
    protected async Task CopyAsync(ApsEmulator aps, string from, string to, Func<DateTimeOffset, bool> isDone)
    {
        while (true)
        {
            var attempt = new Attempt(to, DateTimeOffset.UtcNow, null);
            await using var cli = CliProcess.Start(Variables, "objects", "cp", from, to);
            var ended = cli.EndAsync(Cancellation);
            var life = IsEnough ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(0.3 + (2 * _random.NextDouble()));
            // It may end by itself at the very moment.
            if (await Task.WhenAny(ended, Task.Delay(life, Cancellation)) == ended || !await cli.TrySignalAsync("KILL", Cancellation))
            {
                (await ended).ExitCode.ShouldBe(0, (await ended).ToString());
                _attempts.Add(attempt);
                return;
            }

            _attempts.Add(attempt with { Killed = DateTimeOffset.UtcNow });
            await ended;
            await SettledAsync(aps);
            if (!isDone(attempt.Started))
                continue;
            KilledWhenDone++;
            return;
        }
    }

    /// <summary>
    /// An attempt sends only what those before it have not written down. They wrote down each part before its connection took another: all but
    /// the last few, one for each connection.
    /// </summary>
    /// <param name="aps">Where.</param>
    /// <param name="path">How the address of a part begins.</param>
    protected void CheckParts(ApsEmulator aps, string path)
    {
        var requests = aps.Requests;
        foreach (var transfer in _attempts.GroupBy(attempt => attempt.To))
        {
            var (written, sent) = (0, 0);
            foreach (var attempt in transfer)
            {
                // A request is listed when its answer begins, and one of a dead program that may be after the next has started: when it came tells whose it is.
                var end = _attempts.Find(next => next.Started > attempt.Started)?.Started ?? DateTimeOffset.MaxValue;
                var parts = requests.Where(part => part.Time >= attempt.Started && part.Time < end && part.Path.StartsWith(path, StringComparison.Ordinal)).ToList();
                parts.Count.ShouldBeLessThanOrEqualTo(Parts - written, attempt.ToString());
                written += Math.Max(0, parts.Count - Connections);
                sent += parts.Count;
            }

            TestContext.Current.TestOutputHelper!.WriteLine($"{transfer.Count() - 1} kills: {Parts} parts needed, {sent} sent, {written} surely written down");
            sent.ShouldBeGreaterThanOrEqualTo(Parts);
        }
    }

    protected async Task CheckContentAsync(string path) => (await Sha1Async(path)).ShouldBe(await Sha1Async(Model), path);

    private static async Task<string> Sha1Async(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA1.HashDataAsync(file, Cancellation));
    }

    // What a dead program has sent is still read.
    private static async Task SettledAsync(ApsEmulator aps)
    {
        for (var (last, now) = (-1, aps.Requests.Count); now != last; (last, now) = (now, aps.Requests.Count)) await Task.Delay(150, Cancellation);
    }

    /// <summary>One start of the command.</summary>
    /// <param name="To">Where to.</param>
    /// <param name="Started">When.</param>
    /// <param name="Killed">Null when it ended by itself.</param>
    private sealed record Attempt(string To, DateTimeOffset Started, DateTimeOffset? Killed);
}
