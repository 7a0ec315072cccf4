using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Runs;
using Apsis.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Runs;

/// <summary>Many who wait: what that costs in calls and in memory, and that each gets its end.</summary>
public sealed class TrackerTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_who_wait_cost_a_twentieth_of_the_calls_of_a_plain_loop_and_keep_the_limit()
    {
        using var service = new FakeAutomation(_time);
        var tracker = new WorkItemTracker(service.Client(assumeLimits: true));
        var luck = new Random(6);
        var begun = _time.GetUtcNow();
        var ended = new Dictionary<string, DateTimeOffset>();
        for (var number = 0; number < 1000; number++)
            service.Ends[$"w{number}"] = begun.AddSeconds(60 + luck.Next(540));

        var waits = service.Ends.Keys.Select(NoteAsync).ToList();
        await PassUntilAsync(Task.WhenAll(waits), TimeSpan.FromSeconds(0.5));

        var plain = service.Ends.Values.Sum(end => Math.Ceiling((end - begun) / Interval));
        ((double)service.Calls.Count).ShouldBeLessThan(plain / 20);
        for (var index = 100; index < service.Calls.Count; index++)
            (service.Calls[index] - service.Calls[index - 100]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
        // A round of all takes 13.3 s of the budget, more than the interval.
        ended.Values.Count.ShouldBe(1000);
        var delays = service.Ends.Select(end => (ended[end.Key] - end.Value).TotalSeconds).Order().ToList();
        delays[500].ShouldBeLessThan(14);
        delays[990].ShouldBeLessThan(30);

        async Task NoteAsync(string id)
        {
            (await tracker.WatchAsync(id, Interval, Stop).LastAsync(Stop)).ServiceStatus.ShouldBe("success");
            lock (ended)
                ended.Add(id, _time.GetUtcNow());
        }
    }

    [Fact]
    public async Task A_status_is_never_older_than_the_callers_interval_where_the_budget_allows_it()
    {
        using var service = new FakeAutomation(_time);
        var tracker = new WorkItemTracker(service.Client(assumeLimits: true));
        var luck = new Random(7);
        var delays = new List<TimeSpan>();
        for (var number = 0; number < 40; number++)
            service.Ends[$"w{number}"] = _time.GetUtcNow().AddSeconds(luck.Next(1, 300));

        var waits = service.Ends.Keys.Select(NoteAsync).ToList();
        await PassUntilAsync(Task.WhenAll(waits), TimeSpan.FromSeconds(0.25));

        delays.Count.ShouldBe(40);
        delays.Max().ShouldBeLessThan(Interval + TimeSpan.FromSeconds(1));

        async Task NoteAsync(string id)
        {
            await tracker.WatchAsync(id, Interval, Stop).LastAsync(Stop);
            lock (delays)
                delays.Add(_time.GetUtcNow() - service.Ends[id]);
        }
    }

    [Fact]
    public async Task An_end_that_was_told_before_it_could_be_seen_is_known_by_the_callers_interval_even_when_nothing_is_left_for_early_looks()
    {
        using var service = new FakeAutomation(_time);
        var tracker = new WorkItemTracker(service.Client(assumeLimits: true));
        // Each that comes is looked at early, until that is used up.
        for (var number = 0; number < 45; number++)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            service.Ends[$"w{number}"] = DateTimeOffset.MaxValue;
            var other = tracker.WatchAsync($"w{number}", Interval, leaving.Token).LastAsync(leaving.Token).AsTask();
            for (var step = 0; step < 4; step++)
            {
                _time.Advance(TimeSpan.FromSeconds(0.25));
                await Task.Delay(5, Stop);
            }

            await leaving.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(other);
        }

        var told = _time.GetUtcNow();
        service.Ends["told"] = told.AddSeconds(15);
        var wait = tracker.WatchAsync("told", new WorkItemWatchOptions { IsCalledBack = true, PollInterval = Interval }, Stop).LastAsync(Stop).AsTask();
        tracker.TakeHint(new WorkItem { Id = "told", ServiceStatus = "success" }, HintTrust.Confirm).ShouldBe(HintOutcome.Confirming);
        await PassUntilAsync(wait, TimeSpan.FromSeconds(0.5));

        (_time.GetUtcNow() - told).ShouldBeLessThan(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task Who_never_wants_to_ask_is_told_by_hints()
    {
        using var service = new FakeAutomation(_time);
        service.Ends["w1"] = DateTimeOffset.MaxValue;
        var tracker = new WorkItemTracker(service.Client(assumeLimits: true), new WorkItemTrackerOptions { CalledBackInterval = TimeSpan.MaxValue });
        var asked = tracker.WatchAsync("w1", TimeSpan.MaxValue, Stop).LastAsync(Stop).AsTask();
        var called = tracker.WatchAsync("w1", new WorkItemWatchOptions { IsCalledBack = true }, Stop).LastAsync(Stop).AsTask();

        tracker.TakeHint(new WorkItem { Id = "w1", ServiceStatus = "success" }, HintTrust.Trust);

        (await asked).HasEnded.ShouldBeTrue();
        (await called).HasEnded.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_waits_costs_less_than_a_kilobyte()
    {
        const int many = 20_000;
        using var service = new FakeAutomation(_time);
        var client = service.Client(assumeLimits: true);
        await using var workflow = new AutomationWorkflow(client, new DataManagementClient(client.Pipeline));
        using var leaving = new CancellationTokenSource();
        var ids = Enumerable.Range(0, many).Select(number => $"{number:x32}").ToList();
        var waits = new Task[many];
        await Should.ThrowAsync<OperationCanceledException>(() => workflow.WaitForCompletionAsync("first", null, new CancellationToken(true)));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 0; number < many; number++)
            waits[number] = workflow.WaitForCompletionAsync(ids[number], null, leaving.Token);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)many;

        TestContext.Current.TestOutputHelper?.WriteLine($"{each:0} bytes each");
        each.ShouldBeLessThan(1000);
        await leaving.CancelAsync();
        (await Task.WhenAll(waits.Select(wait => wait.ContinueWith(ended => ended.IsCanceled, Stop, TaskContinuationOptions.None, TaskScheduler.Default)))).ShouldAllBe(isCancelled => isCancelled);
        service.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Time_outs_come_in_time_while_the_service_does_not_answer()
    {
        using var silent = new SilentService();
        var tracker = new WorkItemTracker(silent.Client(_time));
        var wait = tracker.WatchAsync("w1", new WorkItemWatchOptions { PollInterval = Interval, Timeout = TimeSpan.FromSeconds(30) }, Stop).LastAsync(Stop).AsTask();

        await PassUntilAsync(wait.ContinueWith(_ => { }, TaskScheduler.Default), TimeSpan.FromSeconds(1), most: 40);

        (await Should.ThrowAsync<WorkItemTimeoutException>(() => wait)).LastStatus.ShouldBe("pending");
    }

    [Fact]
    public async Task Several_who_wait_for_the_same_get_the_same_end_and_one_who_leaves_disturbs_none()
    {
        using var service = new FakeAutomation(_time);
        service.Ends["w"] = _time.GetUtcNow().AddSeconds(20);
        var tracker = new WorkItemTracker(service.Client(assumeLimits: true));
        using var leaving = new CancellationTokenSource();
        var gone = tracker.WatchAsync("w", Interval, leaving.Token).LastAsync(CancellationToken.None).AsTask();
        var waits = Enumerable.Range(0, 5).Select(_ => tracker.WatchAsync("w", Interval, Stop).LastAsync(Stop).AsTask()).ToList();

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => gone);
        await PassUntilAsync(Task.WhenAll(waits), TimeSpan.FromSeconds(0.5));

        (await Task.WhenAll(waits)).ShouldAllBe(item => item.ServiceStatus == "success");
    }

    // Calls are answered on other threads: time passes in steps, with pauses for them.
    private async Task PassUntilAsync(Task done, TimeSpan step, int most = 3000)
    {
        for (var steps = 0; !done.IsCompleted; steps++)
        {
            steps.ShouldBeLessThan(most);
            await Task.Delay(2, Stop);
            _time.Advance(step);
        }

        await done;
    }

    private sealed class SilentService : HttpMessageHandler
    {
        public AutomationClient Client(TimeProvider time)
        {
            var auth = new AuthClient(new AuthClientOptions { ClientId = "client", ClientSecret = "secret", BaseUrl = new Uri("http://aps.example") }, timeProvider: time, transport: this);
            return new AutomationClient(new Apsis.Http.ApsPipeline(auth, timeProvider: time, transport: this));
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith<HttpResponseMessage>(_ => throw new OperationCanceledException(cancellationToken), TaskScheduler.Default);
    }
}
