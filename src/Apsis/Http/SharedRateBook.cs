using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Apsis.Auth;
using Apsis.Exceptions;

namespace Apsis.Http;

/// <summary>A ledger in a file that the programs of a machine share. Whoever has the file open writes; the system lets go of it when a program dies.</summary>
/// <remarks>
/// While several programs wait, each may have its equal part of the window, and takes more only while the others do not want theirs. When
/// the file can not be had, a program goes on by what it knows.
/// </remarks>
internal sealed class SharedRateBook(string path, int published, bool isEnforced, TimeProvider time) : IRateBook
{
    // Programs that wait ask this often, so that one that has stopped is noticed after a few of them.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Yield = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(2);

    // Whoever never lets go of the file, such as a program that was stopped, must not cost every call of the others that long.
    private static readonly TimeSpan OnMyOwn = TimeSpan.FromSeconds(30);

    // A thousand calls and their programs fit several times.
    private const int MaxBytes = 1024 * 1024;

    private readonly Guid _taker = Guid.NewGuid();
    private readonly KeyedLock _entering = new();
    private readonly RateLedger _ledger = new(published, isEnforced);
    private readonly Dictionary<Guid, RateWaiter> _waiting = [];
    private volatile int _sharers = 1;
    private volatile bool _isWaiting;
    private long? _gaveUpAt;

    /// <exception cref="ApsException">The folder can not be made.</exception>
    public static void PrepareFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ApsException($"The budget of calls can not be shared in {folder}: the folder can not be made ({error.Message}). Choose one that all programs may write to.", error);
        }
    }

    /// <summary>Names the file so that it tells no client id.</summary>
    public static string PathOf(string folder, Uri host, string clientId, EndpointFamily family)
    {
        var name = $"{host.GetLeftPart(UriPartial.Authority)}\n{clientId}\n{family.Name}";
        return Path.Combine(Path.GetFullPath(folder), $"calls-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..24]}.json");
    }

    public ValueTask<TimeSpan> TryTakeAsync(Guid call, CallPriority priority) => ChangeAsync(now =>
    {
        var wait = _ledger.WaitFor(priority, now);
        if (wait <= TimeSpan.Zero && IsOthersTurn(priority))
            wait = Yield;
        if (wait > TimeSpan.Zero)
        {
            _isWaiting = true;
            _waiting[_taker] = new RateWaiter(priority, now);
            return wait < AskAgain ? wait : AskAgain;
        }

        _ledger.Take(call, _taker, now);
        return TimeSpan.Zero;
    });

    public async ValueTask RestAsync()
    {
        if (!_isWaiting)
            return;

        await ChangeAsync(_ =>
        {
            _isWaiting = false;
            _waiting.Remove(_taker);
        }).ConfigureAwait(false);
    }

    public async ValueTask DoneAsync(Guid call) => await ChangeAsync(now => _ledger.Done(call, now)).ConfigureAwait(false);

    public async ValueTask WithdrawAsync(Guid call) => await ChangeAsync(_ => _ledger.Withdraw(call)).ConfigureAwait(false);

    public async ValueTask RefusedAsync(DateTimeOffset startedAt, TimeSpan pause) =>
        await ChangeAsync(now => _ledger.Refused(startedAt, now, pause)).ConfigureAwait(false);

    public double? PerMinute(CallPriority priority) => _ledger.IsEnforced ? Math.Max(1, _ledger.Allowed(priority) / _sharers) : null;

    // Mine are used up while somebody as urgent still has some: theirs come first. With no limit there is nothing to share.
    private bool IsOthersTurn(CallPriority priority)
    {
        var others = _waiting.Where(waiter => waiter.Key != _taker).ToList();
        _sharers = others.Count + 1;
        if (others.Count == 0 || !_ledger.IsEnforced)
            return false;

        var part = _ledger.Allowed(priority) / (others.Count + 1);
        return Taken(_taker) >= part && others.Exists(other =>
            other.Value.Priority <= priority && _ledger.Calls.Count < _ledger.Allowed(other.Value.Priority) && Taken(other.Key) < part);
    }

    private int Taken(Guid taker) => _ledger.Calls.Count(call => call.Taker == taker);

    private ValueTask<bool> ChangeAsync(Action<DateTimeOffset> change) => ChangeAsync(now =>
    {
        change(now);
        return true;
    });

    private async ValueTask<T> ChangeAsync<T>(Func<DateTimeOffset, T> change)
    {
        using var entered = await _entering.EnterAsync(path, CancellationToken.None).ConfigureAwait(false);
        var file = await TryOpenAsync().ConfigureAwait(false);
        if (file is null)
            return change(time.GetUtcNow());

        await using (file.ConfigureAwait(false))
        {
            Read(file);
            var result = change(time.GetUtcNow());
            Write(file);
            return result;
        }
    }

    private async Task<FileStream?> TryOpenAsync()
    {
        if (_gaveUpAt is { } then && time.GetElapsedTime(then) < OnMyOwn)
            return null;

        for (var begun = time.GetTimestamp(); time.GetElapsedTime(begun) < LongestLock;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException error) when (LockFile.IsHeld(error))
            {
                // Chance keeps those who wait from knocking in step.
                await Task.Delay(TimeSpan.FromMilliseconds(1 + 4 * Random.Shared.NextDouble()), time).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        _gaveUpAt = time.GetTimestamp();
        return null;
    }

    private void Read(FileStream file)
    {
        var now = time.GetUtcNow();
        if (file.Length is 0 or > MaxBytes)
            return;

        try
        {
            var bytes = new byte[(int)file.Length];
            file.ReadExactly(bytes);
            if (JsonSerializer.Deserialize(bytes, RateStateJson.Default.RateState) is not { } state)
                return;

            _ledger.Load(state, now);
            _waiting.Clear();
            foreach (var (taker, waiter) in state.Waiting.Where(waiter => (now - waiter.Value.At).Duration() < Believed))
                _waiting[taker] = waiter;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            // Cut off by a program that died while it wrote, or written by no program of ours: what is known here is written anew.
        }
    }

    private void Write(FileStream file)
    {
        try
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(_ledger.Save() with { Waiting = new Dictionary<Guid, RateWaiter>(_waiting) }, RateStateJson.Default.RateState);
            file.Position = 0;
            file.Write(bytes);
            file.SetLength(bytes.Length);
        }
        catch (IOException)
        {
            // A full disk stops no call.
        }
    }
}
