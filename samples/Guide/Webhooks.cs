using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Apsis;
using Apsis.Automation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guide;

public static class Webhooks
{
    public static async Task<WorkItemResult> RunAsync(AutomationWorkflow workflow, Uri myApp)
    {
        // snippet: webhook-run
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.RevitActivity+prod", new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = "input.rvt" },
            OutputFiles = { ["outputRvt"] = "output.rvt" },
            BucketKey = "my-bucket",
            OnCompleteUrl = new Uri(myApp, "api/webhooks/workitem-complete"),     // https://myapp.com/api/webhooks/workitem-complete
            OnProgressUrl = new Uri(myApp, "api/webhooks/workitem-progress"),
            Wait = false,                                                         // the callback brings the news
        });
        // end
        return result;
    }

    public static WebApplication Server(WebApplicationBuilder builder, Action<WorkItem> completed)
    {
        // snippet: webhook-server
        var app = builder.Build();

        app.MapPost("/api/webhooks/workitem-complete", async (HttpRequest request, ILogger<WorkItem> logger, CancellationToken cancellationToken) =>
        {
            var item = await WorkItemCallback.ReadAsync(request.Body, cancellationToken);
            logger.LogInformation("WorkItem {Id} completed: {Status}, report {Report}", item.Id, item.ServiceStatus, item.ReportUrl);

            completed(item);                // queue the work: update a database, download the outputs, raise an alarm
            return Results.Ok();            // and answer soon: the service does not wait long
        });

        app.MapPost("/api/webhooks/workitem-progress", async (HttpRequest request, ILogger<WorkItem> logger, CancellationToken cancellationToken) =>
        {
            var item = await WorkItemCallback.ReadAsync(request.Body, cancellationToken);
            logger.LogInformation("WorkItem {Id}: {Progress}", item.Id, item.ProgressText);
            return Results.Ok();            // Results.StatusCode(205) would cancel the WorkItem
        });
        // end
        return app;
    }

    public static WebApplication SecureServer(WebApplicationBuilder builder, string webhookSecret, Action<WorkItem> process)
    {
        // snippet: webhook-security
        builder.Services.AddApsis();
        var app = builder.Build();
        var seen = new ConcurrentDictionary<string, bool>();        // a table in production

        // The service signs nothing, so the address itself is the secret: https://myapp.com/api/webhooks/{secret}/workitem-complete
        app.MapPost("/api/webhooks/{secret}/workitem-complete", async (string secret, HttpRequest request, AutomationClient automation, CancellationToken cancellationToken) =>
        {
            // 1. Compared in constant time.
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(webhookSecret)))
                return Results.NotFound();

            // 2. Bounded and checked: what is no callback is refused.
            WorkItem hint;
            try
            {
                hint = await WorkItemCallback.ReadAsync(request.Body, cancellationToken);
            }
            catch (FormatException)
            {
                return Results.BadRequest();
            }

            // 3. A callback is a hint. What the service itself says is what counts.
            var item = await automation.WorkItems.GetAsync(hint.Id, cancellationToken);

            // 4. Once only, however often it comes.
            if (item.HasEnded && seen.TryAdd(item.Id, true))
                process(item);
            return Results.Ok();
        });
        // end
        return app;
    }
}
