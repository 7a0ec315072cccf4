using Apsis.Auth;
using Apsis.Automation;
using Apsis.Http;
using Apsis.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Apsis.Bench.Waiting.Contenders;

/// <summary>Apsis as it is used, in a web program.</summary>
/// <param name="way">How it hears of ends.</param>
internal sealed class ApsisContender(Way way) : IContender
{
    public string Name => way switch
    {
        Way.Callbacks => "**Apsis**, callbacks",
        Way.ConfirmedCallbacks => "**Apsis**, callbacks, each confirmed",
        Way.WebSocket => "**Apsis**, WebSocket",
        _ => "**Apsis**, polling",
    };

    private bool IsCalled => way is Way.Callbacks or Way.ConfirmedCallbacks;

    public double Factor => 10;

    public async Task RunAsync(Service service, Day day, Action<string> ended, CancellationToken stop)
    {
        await using var app = Build(service);
        await app.StartAsync(stop);
        var settings = app.Services.GetRequiredService<ApsisOptions>();
        if (IsCalled)
            settings.Callbacks.BaseUrl = new Uri(new Uri(app.Urls.First()), ApsisCallbackEndpointRouteBuilderExtensions.DefaultPattern);
        var workflow = app.Services.GetRequiredService<AutomationWorkflow>();
        var items = day.Minutes.Select(minutes => new WorkItemSpec
        {
            ActivityId = Service.Activity,
            LimitProcessingTimeSec = 3600,
            Arguments = new Dictionary<string, WorkItemArgument> { [Service.Seconds] = new WorkItemArgument.Text($"{minutes * 60}") },
        }).ToList();
        await foreach (var result in workflow.RunBatchWorkItemsAsCompletedAsync(items, new WaitOptions { SaveReport = false, Timeout = TimeSpan.FromDays(2) }, stop))
        {
            if (result.Result is not { Status: WorkItemStatus.Success } item)
                throw new InvalidOperationException($"WorkItem {result.Index} did not end well: {result.Result?.ServiceStatus}.", result.Error);
            ended(item.WorkItemId);
        }
    }

    private WebApplication Build(Service service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(service.Time);
        builder.Services.AddSingleton(new RateBudget(new RateBudgetOptions { AssumeLimits = true }, service.Time));
        builder.Services.AddSingleton(services => new ApsPipeline(
            services.GetRequiredService<AuthClient>(),
            // The machine is not faster than it is.
            new ApsPipelineOptions { AttemptTimeout = TimeSpan.FromSeconds(60) * service.Time.Factor, RateBudget = services.GetRequiredService<RateBudget>() }, service.Time));
        builder.Services.AddApsis(apsis =>
        {
            (apsis.ClientId, apsis.ClientSecret, apsis.BaseUrl) = (Service.ClientId, Service.Secret, service.Address);
            apsis.PollInterval = TimeSpan.FromSeconds(10);
            apsis.CallbackTrust = way == Way.Callbacks ? HintTrust.Trust : HintTrust.Confirm;
            apsis.UseWebSocket = way == Way.WebSocket;
        });
        builder.Services.AddApsisCallbacks(callbacks => callbacks.BodyTimeout = TimeSpan.FromMinutes(1));
        var app = builder.Build();
        if (IsCalled)
            app.MapApsisCallbacks();
        return app;
    }
}
