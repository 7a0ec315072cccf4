using System.Collections.Concurrent;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Http;

namespace Apsis.Bench.Waiting;

/// <summary>What a contender is given: the service, a client of it, and WorkItems to run and to hear of.</summary>
internal sealed class Day : IAsyncDisposable
{
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(10);

    private const int LongestMinutes = 30;

    private readonly ConcurrentBag<(WorkItemStats Stats, DateTimeOffset At)> _told = [];
    private readonly ApsPipeline _pipeline;
    private List<string> _activities = [];

    private Day(int count, CompressedClock clock, Service service)
    {
        Count = count;
        Clock = clock;
        Service = service;
        Auth = new AuthClient(new AuthClientOptions { ClientId = "bench", ClientSecret = "secret", BaseUrl = service.Address }, timeProvider: clock);
        _pipeline = new ApsPipeline(Auth, new ApsPipelineOptions
        {
            // A second of the machine is minutes of the clock: what takes long here takes no time there.
            AttemptTimeout = TimeSpan.FromHours(12),
            RateBudget = new RateBudget(new RateBudgetOptions { AssumeLimits = true }, clock),
        }, clock);
        Workflow = new AutomationWorkflow(new AutomationClient(_pipeline), new DataManagementClient(_pipeline));
    }

    public int Count { get; }

    public CompressedClock Clock { get; }

    public Service Service { get; }

    public AuthClient Auth { get; }

    public AutomationWorkflow Workflow { get; }

    /// <summary>From each WorkItem's end, as the service tells it, until its caller knew; in the clock's time.</summary>
    public IReadOnlyList<TimeSpan> Delays => [.. _told.Select(told => told.At - told.Stats.TimeFinished!.Value).Order()];

    /// <summary>When the service accepted the last, when its last had ended, and when the last end was told.</summary>
    public (DateTimeOffset Accepted, DateTimeOffset Ended, DateTimeOffset Told) Last =>
        (_told.Max(told => told.Stats.TimeQueued!.Value), _told.Max(told => told.Stats.TimeFinished!.Value), _told.Max(told => told.At));

    public static async Task<Day> BeginAsync(int count, double scale)
    {
        var clock = new CompressedClock(DateTimeOffset.UtcNow, scale);
        var day = new Day(count, clock, await Service.StartAsync(clock));
        await day.PublishAsync();
        // What was called to prepare the day is of another minute.
        await Task.Delay(TimeSpan.FromMinutes(2.5), clock);
        return day;
    }

    /// <summary>The order in which Activities of 1 to 30 minutes come is the same in every run.</summary>
    public WorkItemSpec SpecOf(int number, Uri? onComplete = null) => new()
    {
        ActivityId = _activities[number % LongestMinutes],
        LimitProcessingTimeSec = 3600,
        Arguments = onComplete is null ? new Dictionary<string, WorkItemArgument>() : new() { ["onComplete"] = WorkItemArgument.Callback(onComplete) },
    };

    public void Told(WorkItem item)
    {
        if (item.Status != WorkItemStatus.Success || item.Stats?.TimeFinished is null)
            throw new InvalidOperationException($"The WorkItem {item.Id} ended as {item.ServiceStatus}.");
        _told.Add((item.Stats, Clock.GetUtcNow()));
    }

    /// <summary>All WorkItems submitted in full requests as fast as the limit allows, and the last of them the longest.</summary>
    public TimeSpan Least
    {
        get
        {
            var requests = (Count + ApsLimits.WorkItemsPerBatch - 1) / ApsLimits.WorkItemsPerBatch;
            return TimeSpan.FromMinutes((requests - 1) / ApsLimits.AutomationCallsPerMinute + LongestMinutes);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Workflow.DisposeAsync();
        _pipeline.Dispose();
        Auth.Dispose();
        await Service.DisposeAsync();
    }

    private async Task PublishAsync()
    {
        var owner = await Workflow.Automation.App.GetNicknameAsync();
        _activities = [.. Enumerable.Range(1, LongestMinutes).Select(minutes => $"{owner}.Take{minutes}+prod")];
        for (var minutes = 1; minutes <= LongestMinutes; minutes++)
        {
            await Workflow.Automation.Activities.CreateAsync(new Activity
            {
                Id = $"Take{minutes}",
                Engine = "Autodesk.AutoCAD+24_3",
                CommandLine = ["$(engine.path)\\accoreconsole.exe"],
                Settings = new Dictionary<string, ActivitySetting> { ["apsisSimulatedSeconds"] = new() { Value = $"{minutes * 60}" } },
            });
            await Workflow.Automation.Activities.CreateAliasAsync($"Take{minutes}", new Alias { Id = "prod", Version = 1 });
        }
    }
}
