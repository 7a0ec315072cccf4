using System.Collections.Concurrent;
using System.Net.Http.Json;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Runs;

namespace Apsis.Tests.Support;

/// <summary>Runs WorkItems of several kinds, takes their callbacks, and lets somebody forge more of them.</summary>
internal sealed class WaitingCampaign : IAsyncDisposable
{
    private const string Secret = "/told-by-the-service";

    // What an Activity is told to do, and for how many simulated minutes.
    private static readonly (string Name, string Status, int Minutes)[] Kinds =
    [
        ("Quick", "success", 2), ("Usual", "success", 8), ("Slow", "success", 20), ("Wrong", "failedInstructions", 6), ("Endless", "failedLimitProcessingTime", 10),
    ];

    private readonly Random _luck;
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly HttpClient _forger = new();
    private AutomationWorkflow _workflow = null!;
    private ScriptedService _receiver = null!;
    private string _owner = "";

    private WaitingCampaign(int seed) => _luck = new Random(seed);

    /// <summary>What came of the hints that nobody but the service could have sent.</summary>
    public ConcurrentQueue<HintOutcome> Heard { get; } = new();

    /// <summary>What came of all others.</summary>
    public ConcurrentQueue<HintOutcome> Forged { get; } = new();

    public int Forgeries { get; private set; }

    public static async Task<WaitingCampaign> PrepareAsync(EmulatedAps aps, int seed, CancellationToken cancellationToken)
    {
        var campaign = new WaitingCampaign(seed);
        var automation = aps.Automation();
        var tracker = new WorkItemTracker(automation, new WorkItemTrackerOptions { CalledBackInterval = TimeSpan.FromSeconds(2) });
        campaign._workflow = new AutomationWorkflow(automation, new DataManagementClient(automation.Pipeline), tracker: tracker);
        campaign._receiver = await ScriptedService.StartAsync(async context =>
        {
            var isTrue = context.Request.Path.Value == Secret;
            var hint = await WorkItemCallback.ReadAsync(context.Request.Body, context.RequestAborted);
            (isTrue ? campaign.Heard : campaign.Forged).Enqueue(tracker.TakeHint(hint, isTrue ? HintTrust.Trust : HintTrust.Confirm));
        });
        await campaign.PublishAsync(cancellationToken);
        return campaign;
    }

    public async Task<IReadOnlyList<CampaignWait>> RunAsync(int count, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var forging = ForgeAsync(done.Token);
        var waits = await Task.WhenAll(Enumerable.Range(0, count).Select(number => WaitAsync(number, cancellationToken)));
        await done.CancelAsync();
        await forging;
        return waits;
    }

    public async ValueTask DisposeAsync()
    {
        _forger.Dispose();
        await _workflow.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    private async Task<CampaignWait> WaitAsync(int number, CancellationToken cancellationToken)
    {
        var kind = Kinds[number % Kinds.Length];
        var id = await _workflow.StartWorkItemAsync(new WorkItemSpec
        {
            ActivityId = $"{_owner}.{kind.Name}+prod",
            LimitProcessingTimeSec = kind.Status == "failedLimitProcessingTime" ? 300 : 3600,
            Arguments = new Dictionary<string, WorkItemArgument> { ["onComplete"] = WorkItemArgument.Callback(new Uri(_receiver.BaseUrl, Secret)) },
        }, cancellationToken);
        _known[id] = true;
        // A third is polled as if it knew of no callbacks.
        var options = new WorkItemWatchOptions { IsCalledBack = number % 3 != 0, PollInterval = TimeSpan.FromSeconds(0.5), Timeout = TimeSpan.FromMinutes(10) };
        var ends = new List<string>();
        await foreach (var item in _workflow.Tracker.WatchAsync(id, options, cancellationToken))
        {
            if (item.HasEnded)
                ends.Add(item.ServiceStatus);
        }

        _known.TryRemove(id, out _);
        return new CampaignWait(id, kind.Status, ends);
    }

    // Somebody who knows the ids of those who wait, or invents some, and not the secret.
    private async Task ForgeAsync(CancellationToken cancellationToken)
    {
        string[] claims = ["success", "failedUpload", "cancelled"];
        while (!cancellationToken.IsCancellationRequested)
        {
            var known = _known.Keys.ToList();
            var id = known.Count > 0 && _luck.Next(4) > 0 ? known[_luck.Next(known.Count)] : $"{_luck.NextInt64():x32}";
            using var answer = await _forger.PostAsJsonAsync(new Uri(_receiver.BaseUrl, "/guessed"), new { id, status = claims[_luck.Next(claims.Length)] }, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            Forgeries++;
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        _owner = await _workflow.Automation.App.GetNicknameAsync(cancellationToken);
        foreach (var (name, status, minutes) in Kinds)
        {
            await _workflow.Automation.Activities.CreateAsync(new Activity
            {
                Id = name,
                Engine = "Autodesk.AutoCAD+24_3",
                CommandLine = ["$(engine.path)\\accoreconsole.exe"],
                Settings = new Dictionary<string, ActivitySetting>
                {
                    ["apsisSimulatedStatus"] = new() { Value = status }, ["apsisSimulatedSeconds"] = new() { Value = $"{minutes * 60}" },
                },
            }, cancellationToken);
            await _workflow.Automation.Activities.SetAliasAsync(name, "prod", 1, cancellationToken);
        }
    }
}
