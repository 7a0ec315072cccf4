using Apsis.Auth;
using Apsis.Automation;
using Apsis.Emulator;
using Apsis.Http;

namespace Apsis.Bench.Waiting;

/// <summary>The emulator with the service's real limits, on compressed time.</summary>
internal sealed class Service : IAsyncDisposable
{
    public const string ClientId = "bench";
    public const string Secret = "secret";

    private readonly ApsEmulator _emulator;

    private Service(ApsEmulator emulator, CompressedTime time, CallCount calls) => (_emulator, Time, Calls, Ends) = (emulator, time, calls, new EndTimes(emulator));

    public CompressedTime Time { get; }

    public CallCount Calls { get; }

    public EndTimes Ends { get; }

    public Uri Address => _emulator.BaseAddress;

    /// <summary>How long a WorkItem is to take; the emulator knows the name.</summary>
    public const string Seconds = "apsisSimulatedSeconds";

    public const string Activity = $"{ClientId}.Take+prod";

    public static async Task<Service> StartAsync(Day day, double factor)
    {
        var time = new CompressedTime(factor);
        var calls = new CallCount();
        var options = new ApsEmulatorOptions { TimeProvider = time, RequestLog = calls, RateLimits = new RateLimits() };
        // One that runs has a file open, of which a process may often have 20,000.
        options.Automation.MaxParallelWorkItems = Math.Min(day.Count, 19_000);
        // These are about the network and the machine, which are not faster than they are.
        options.Automation.CallbackTimeout *= factor;
        options.Automation.ProgressInterval *= factor;
        options.Automation.Heartbeat = TimeSpan.FromDays(1);
        var service = new Service(await ApsEmulator.StartAsync(options), time, calls);
        await service.PublishAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private async Task PublishAsync()
    {
        using var auth = new AuthClient(new AuthClientOptions { ClientId = ClientId, ClientSecret = Secret, BaseUrl = Address }, timeProvider: Time);
        using var pipeline = new ApsPipeline(auth, new ApsPipelineOptions { AttemptTimeout = TimeSpan.FromDays(1), RateBudget = new RateBudget(new RateBudgetOptions { AssumeLimits = true }, Time) }, Time);
        var activities = new AutomationClient(pipeline).Activities;
        var made = await activities.CreateAsync(new Activity
        {
            Id = "Take",
            Engine = "Autodesk.Revit+2025",
            CommandLine = ["\"$(engine.path)\\\\revitcoreconsole.exe\""],
            Parameters = new Dictionary<string, ActivityParameter> { [Seconds] = new() { Verb = Verb.Read } },
        });
        await activities.SetAliasAsync("Take", "prod", made.Version!.Value);

        // The day begins with a whole budget.
        await Task.Delay(TimeSpan.FromMinutes(2), Time);
        Calls.Reset();
    }
}
