using System.Collections.Concurrent;
using Apsis.Http;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Http;

/// <summary>Several who keep one ledger in a file, each with a book of its own as programs have.</summary>
public sealed class SharedRateBookTests : IDisposable
{
    private static readonly EndpointFamily Twenty = new("twenty", 20);

    private static readonly Uri Host = new("https://aps.example");

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));

    private readonly string _folder = Directory.CreateTempSubdirectory("apsis-test-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_who_all_want_more_have_equal_parts_and_together_keep_the_limit()
    {
        var (first, second) = (Gate(), Gate());
        var calls = new ConcurrentQueue<(string Who, DateTimeOffset At)>();

        // The first has begun alone and has used all of its first minute.
        var all = Enumerable.Range(0, 60).Select(_ => CallAsync("first", first)).ToList();
        await PassAsync(TimeSpan.FromSeconds(5));
        all.AddRange(Enumerable.Range(0, 60).Select(_ => CallAsync("second", second)));
        for (var minute = 0; minute < 4; minute++)
            await PassAsync(TimeSpan.FromSeconds(60));

        var byTime = calls.OrderBy(call => call.At).ToList();
        for (var index = 20; index < byTime.Count; index++)
            (byTime[index].At - byTime[index - 20].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
        var later = byTime.Skip(20).ToList();
        later.Count.ShouldBeGreaterThanOrEqualTo(40);
        later.Count(call => call.Who == "first").ShouldBeInRange(later.Count * 3 / 10, later.Count * 7 / 10);

        async Task CallAsync(string who, RateGate gate)
        {
            var pass = await gate.EnterAsync(CallPriority.Interactive, Stop);
            calls.Enqueue((who, _time.GetUtcNow()));
            await pass.DoneAsync();
        }
    }

    [Fact]
    public async Task A_pause_that_one_was_told_holds_for_the_others()
    {
        var (first, second) = (Gate(), Gate());
        var pass = await first.EnterAsync(CallPriority.Interactive, Stop);
        await pass.RefusedAsync(TimeSpan.FromSeconds(25));
        await pass.DoneAsync();

        var next = second.EnterAsync(CallPriority.Interactive, Stop).AsTask();
        await PassAsync(TimeSpan.FromSeconds(20));
        next.IsCompleted.ShouldBeFalse();
        await PassAsync(TimeSpan.FromSeconds(10));

        await next.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"Calls":null,"Waiting":null,"Limit":-7}""")]
    [InlineData("""{"Calls":[{"At":"9999-12-31T23:59:59.9999999+00:00"}],"Limit":20,"LimitChangedAt":"9999-12-31T23:59:59.9999999+00:00"}""")]
    [InlineData("""{"Calls":[{"At":"0001-01-01T00:00:00+00:00"}],"RefusedAt":"9999-12-31T23:59:59.9999999+00:00"}""")]
    public async Task A_file_that_holds_no_ledger_is_written_anew(string content)
    {
        await File.WriteAllTextAsync(SharedRateBook.PathOf(_folder, Host, "client", Twenty), content, Stop);

        await (await Gate().EnterAsync(CallPriority.Interactive, Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Stop)).DoneAsync();
        await (await Gate().EnterAsync(CallPriority.Interactive, Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Stop)).DoneAsync();
    }

    [Fact]
    public void The_files_name_tells_no_client_id() =>
        Path.GetFileName(SharedRateBook.PathOf(_folder, Host, "my-client-id", Twenty)).ShouldNotContain("my-client-id");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_that_is_never_let_go_of_costs_its_time_once_and_not_for_each_call()
    {
        var gate = Gate();
        await (await gate.EnterAsync(CallPriority.Interactive, Stop)).DoneAsync();
        await using var held = new FileStream(SharedRateBook.PathOf(_folder, Host, "client", Twenty), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var calls = CallAsync();
        await PassAsync(TimeSpan.FromSeconds(4));

        await calls.WaitAsync(TimeSpan.FromSeconds(1), Stop);

        async Task CallAsync()
        {
            for (var number = 0; number < 5; number++)
                await (await gate.EnterAsync(CallPriority.Interactive, Stop)).DoneAsync();
        }
    }

    private RateGate Gate() =>
        new(Twenty, new SharedRateBook(SharedRateBook.PathOf(_folder, Host, "client", Twenty), Twenty.CallsPerMinute, isEnforced: true, _time), _time);

    // Books ask on other threads: time passes in small steps, with pauses for them.
    private async Task PassAsync(TimeSpan time)
    {
        for (var step = TimeSpan.Zero; step < time; step += TimeSpan.FromSeconds(0.5))
        {
            await Task.Delay(6, Stop);
            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        await Task.Delay(20, Stop);
    }
}
