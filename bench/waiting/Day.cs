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

    private readonly ConcurrentDictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);
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
        if (item.Status != WorkItemStatus.Success || !_told.TryAdd(item.Id, Clock.GetUtcNow()))
            throw new InvalidOperationException($"The WorkItem {item.Id} ended as {item.ServiceStatus}, or twice.");
    }

    /// <summary>Asks the service, once the day is over and counted, for its own times of all WorkItems: callbacks do not tell them.</summary>
    public async Task<IReadOnlyList<Ending>> EndingsAsync()
    {
        var answer = await Workflow.Automation.WorkItems.GetStatusesAsync([.. _told.Keys]);
        var endings = answer.Results.Select(item => new Ending(item.Stats!.TimeQueued!.Value, item.Stats.TimeFinished!.Value, _told[item.Id])).ToList();
        return endings.Count == Count ? endings : throw new InvalidOperationException($"Of {Count} WorkItems {endings.Count} are known.");
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
