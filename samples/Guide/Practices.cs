using Apsis;
using Apsis.DataManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guide;

public static class Practices
{
    public static async Task<string?> EnvironmentAsync()
    {
        // snippet: environment
        var options = ApsisOptions.FromEnvironment();
        options.DefaultBucket ??= "my-default-bucket";

        await using var workflow = AutomationWorkflow.Create(options);
        // end
        return options.DefaultBucket;
    }

    public static async Task<WorkItemResult> LoggingAsync(ILoggerProvider more)
    {
        // snippet: logging
        using var logging = LoggerFactory.Create(builder => builder
            .AddSimpleConsole(console => console.TimestampFormat = "HH:mm:ss ")
            .SetMinimumLevel(LogLevel.Information)
            .AddProvider(more));

        await using var workflow = AutomationWorkflow.Create(ApsisOptions.FromEnvironment(), logging);
        // end
        return await workflow.RunWorkItemWithFilesAsync("myowner.HealthCheck+prod");
    }

    public static async Task<WorkItemResult> WebSocketAsync(ApsisOptions options)
    {
        // snippet: websocket
        options.UseWebSocket = true;        // or APS_USE_WEBSOCKET=true

        await using var workflow = AutomationWorkflow.Create(options);
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.HealthCheck+prod");
        // end
        return result;
    }

    public static IHost Host(HostApplicationBuilder builder)
    {
        // snippet: dependency-injection
        builder.Services.AddApsis(builder.Configuration.GetSection("Aps"));
        builder.Services.AddHealthChecks().AddApsis();

        var host = builder.Build();     // without credentials it does not start, and says what is missing
        // end
        return host;
    }

    public static async Task<int> CleanUpAsync(AutomationWorkflow workflow, TimeSpan age)
    {
        var deleted = 0;
        // snippet: clean-up
        // A dry run first: what would go?
        var trial = new CleanupOptions { Prefix = AutomationWorkflow.RunInputPrefix, DryRun = true };
        await foreach (var old in workflow.CleanUpAsync(age, "my-bucket", trial))
            Console.WriteLine($"{old.Object.ObjectKey}, {old.Object.Size:N0} bytes, changed {old.Changed:d}");

        // Then for good.
        await foreach (var old in workflow.CleanUpAsync(age, "my-bucket", new CleanupOptions { Prefix = AutomationWorkflow.RunInputPrefix }))
        {
            if (old.IsDeleted)
                deleted++;
            else
                Console.WriteLine($"{old.Object.ObjectKey} stays: {old.Error?.Message}");
        }
        // end
        return deleted;
    }
}
