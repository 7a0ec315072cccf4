using Apsis;
using Apsis.AspNetCore;
using Apsis.Automation;
using CallbackServer;

var builder = WebApplication.CreateSlimBuilder(args);

// Credentials come from the environment: APS_CLIENT_ID, APS_CLIENT_SECRET, APS_BASE_URL; and the public address of this program: APS_CALLBACK_BASE_URL.
builder.Services.AddApsis();
builder.Services.AddApsisCallbacks();
builder.Services.AddSingleton<IWorkItemCallbackHandler, WorkItemNews>();

var app = builder.Build();
app.MapApsisCallbacks();

// Starts a WorkItem and is done: the callback brings the news.
app.MapPost("/workitems", async (string activity, AutomationWorkflow workflow, CancellationToken cancellationToken) =>
{
    var id = await workflow.StartWorkItemAsync(new WorkItemSpec { ActivityId = activity }, cancellationToken);
    return Results.Accepted($"/workitems/{id}", id);
});

// Waits for one. Where the callback comes to this program, the service is asked once, when it has come.
app.MapGet("/workitems/{id}", async (string id, AutomationWorkflow workflow, CancellationToken cancellationToken) =>
    (await workflow.WaitForCompletionAsync(id, new WaitOptions { SaveReport = false }, cancellationToken)).ServiceStatus);

// An emulator on this machine reaches this program without a public address.
app.Lifetime.ApplicationStarted.Register(() =>
{
    var options = app.Services.GetRequiredService<ApsisOptions>();
    if (options.BaseUrl.IsLoopback)
        options.Callbacks.BaseUrl ??= new Uri(new Uri(app.Urls.First()), ApsisCallbackEndpointRouteBuilderExtensions.DefaultPattern);
});
app.Run();
