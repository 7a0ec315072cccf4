using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Apsis.Emulator.Tests.Hostile;

/// <summary>Sends many damaged requests over real sockets, a number of them at once. A seed and a number say which request it was.</summary>
public sealed class HostileCampaign(ApsEmulator emulator, NastyValues nasty, int seed, string secret)
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly Mutations _mutations = new(nasty);
    private readonly SortedDictionary<int, int> _statuses = [];
    private readonly ConcurrentQueue<string> _faults = [];

    /// <summary>The most bytes that were alive on the managed heap, as far as was looked.</summary>
    public long MostBytes { get; private set; }

    /// <summary>How often each status was answered; 0 where the connection was just closed.</summary>
    public IReadOnlyDictionary<int, int> Statuses => _statuses;

    /// <summary>What was wrong, with the request that brought it about.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Sends the requests from one number to another.</summary>
    public async Task RunAsync(HostileTargets targets, int from, int to, CancellationToken cancellationToken)
    {
        var server = new IPEndPoint(IPAddress.Loopback, emulator.BaseAddress.Port);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(from, to - from), options, async (number, token) =>
        {
            var request = Make(targets, number);
            var status = await CheckAsync(server, request, number, token);
            lock (_statuses) _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
        });
        MostBytes = Math.Max(MostBytes, GC.GetTotalMemory(forceFullCollection: true));
    }

    private byte[] Make(HostileTargets targets, int number)
    {
        // A number of its own for each, so that one can be repeated without those before it.
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var request = HostileRequests.Next(targets, nasty, random);
        return _mutations.Bytes(_mutations.Shape(request, random).ToBytes(emulator.BaseAddress.Authority), random);
    }

    private async Task<int> CheckAsync(IPEndPoint server, byte[] request, int number, CancellationToken cancellationToken)
    {
        byte[] answer;
        try
        {
            answer = await RawExchange.SendAsync(server, request, Deadline, cancellationToken);
        }
        catch (TimeoutException e)
        {
            _faults.Enqueue(Describe(e.Message, request, number));
            return -1;
        }

        var status = RawExchange.StatusOf(answer);
        // Kestrel says 501 and 505 to what it does not speak.
        if (status is >= 500 and not (501 or 505)) _faults.Enqueue(Describe($"Answered {status}.", request, number));
        var text = Encoding.UTF8.GetString(answer);
        if (text.Contains(secret, StringComparison.Ordinal) || text.Contains("root:x:0:0", StringComparison.Ordinal))
            _faults.Enqueue(Describe("A file from outside of the data folder was answered.", request, number));
        return status;
    }

    private string Describe(string what, byte[] request, int number)
    {
        var shown = Encoding.Latin1.GetString(request, 0, Math.Min(request.Length, 1500));
        return $"{what}\nSeed {seed}, request {number}:\n{string.Concat(shown.Select(c => c is '\r' or '\n' or (>= ' ' and <= '~') ? c.ToString() : $"\\x{(int)c:x2}"))}";
    }
}
