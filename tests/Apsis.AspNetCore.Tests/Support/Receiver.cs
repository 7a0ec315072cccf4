using System.Net;
using System.Text;
using Apsis.Automation;
using Apsis.Runs;
using Apsis.Runs.Callbacks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Apsis.AspNetCore.Tests.Support;

/// <summary>A program that receives callbacks: real Kestrel on a real socket, and a client to knock at it with.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    public const string Key = "a key of forty characters for these tests";

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private Receiver(WebApplication app, HeardLog log)
    {
        _app = app;
        Log = log;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromSeconds(30) };
    }

    public HeardLog Log { get; }

    public IServiceProvider Services => _app.Services;

    public RunCallbacks Callbacks => Services.GetRequiredService<RunCallbacks>();

    public AutomationWorkflow Workflow => Services.GetRequiredService<AutomationWorkflow>();

    public Uri BaseUrl => _http.BaseAddress!;

    /// <summary>Starts it. Without a service it has nobody to ask, and believes what has the right secret.</summary>
    public static async Task<Receiver> StartAsync(Action<IServiceCollection>? add = null, Action<ApsisCallbackOptions>? receive = null, Action<ApsisOptions>? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new HeardLog();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddApsis(apsis =>
        {
            (apsis.ClientId, apsis.ClientSecret, apsis.BaseUrl) = ("client-a", "secret-a", new Uri("http://127.0.0.1:9"));
            (apsis.Callbacks.Key, apsis.CallbackTrust) = (Key, HintTrust.Trust);
            options?.Invoke(apsis);
        });
        builder.Services.AddApsisCallbacks(receive);
        add?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapApsisCallbacks();
        await app.StartAsync(TestContext.Current.CancellationToken);
        // Only now is the port known.
        app.Services.GetRequiredService<ApsisOptions>().Callbacks.BaseUrl ??= new Uri(new Uri(app.Urls.First()), ApsisCallbackEndpointRouteBuilderExtensions.DefaultPattern);
        return new Receiver(app, log);
    }

    /// <summary>What the service is told to call for a WorkItem that was submitted.</summary>
    public WorkItemArgument.Transfer Submitted(string workItemId, CallbackKind kind = CallbackKind.Complete)
    {
        var submitted = Callbacks.Address(new WorkItemSpec { ActivityId = "me.Do+prod" }, RunId.New(TimeProvider.System));
        Callbacks.Enter(submitted, workItemId);
        if (kind == CallbackKind.Complete)
            return (WorkItemArgument.Transfer)submitted.Spec.Arguments[ReservedArguments.OnComplete];

        // Issued in the same millisecond as its sister, or it would be another submission's.
        var ticket = submitted.Ticket!.Value with { Kind = kind };
        return WorkItemArgument.Callback(
            new Uri($"{BaseUrl}apsis/callbacks/{ticket}"), new Dictionary<string, string> { [RunCallbacks.SignatureHeader] = CallbackSigner.OfText(Key).Sign(ticket) });
    }

    /// <summary>The end of a wait that relies on being called back.</summary>
    public Task<WorkItem> EndOf(string workItemId) => Services.GetRequiredService<WorkItemTracker>()
        .WatchAsync(workItemId, new WorkItemWatchOptions { IsCalledBack = true, Timeout = TimeSpan.FromSeconds(30) }, TestContext.Current.CancellationToken)
        .LastAsync(TestContext.Current.CancellationToken).AsTask();

    public static string Ended(string workItemId) =>
        $$$"""{"id":"{{{workItemId}}}","status":"success","reportUrl":"https://s3.example/report.txt?X-Amz-Signature=secret","stats":{"timeQueued":"2026-11-23T12:00:00Z"}}""";

    public Task<HttpResponseMessage> PostAsync(WorkItemArgument.Transfer target, string body, string? signature = null) =>
        PostAsync(target, new StringContent(body, Encoding.UTF8, "application/json"), signature);

    public async Task<HttpResponseMessage> PostAsync(WorkItemArgument.Transfer target, HttpContent body, string? signature = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = body };
        if ((signature ?? target.Headers?[RunCallbacks.SignatureHeader]) is { } header)
            request.Headers.TryAddWithoutValidation(RunCallbacks.SignatureHeader, header);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpStatusCode> StatusAsync(WorkItemArgument.Transfer target, string body, string? signature = null)
    {
        using var answer = await PostAsync(target, body, signature);
        return answer.StatusCode;
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
