using Apsis;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Http;

namespace Guide;

public static class QuickStart
{
    public static async Task<WorkItemResult> RunAsync()
    {
        // snippet: simplest
        await using var workflow = AutomationWorkflow.Create(ApsisOptions.FromEnvironment());

        var result = await workflow.RunWorkItemWithFilesAsync("myowner.RevitActivity+prod", new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = "path/to/input.rvt" },
            OutputFiles = { ["outputRvt"] = "output.rvt" },
            BucketKey = "my-bucket",
            OutputDirectory = "results",
        });

        Console.WriteLine($"Status: {result.Status}");
        Console.WriteLine($"WorkItem: {result.WorkItemId}");
        Console.WriteLine($"Report: {result.ReportPath}");
        // end
        return result;
    }

    public static async Task<WorkItemResult> ClientsAsync()
    {
        // snippet: clients
        var options = ApsisOptions.FromEnvironment();

        using var auth = new AuthClient(
            new AuthClientOptions { ClientId = options.ClientId, ClientSecret = options.ClientSecret, BaseUrl = options.BaseUrl },
            new InMemoryTokenStore());
        using var pipeline = new ApsPipeline(auth, new ApsPipelineOptions { Scopes = Scopes.DefaultAutomation });

        var automation = new AutomationClient(pipeline, region: "us-east");
        var data = new DataManagementClient(pipeline);

        await using var workflow = new AutomationWorkflow(automation, data, new AutomationWorkflowOptions
        {
            DefaultBucket = "my-design-automation-bucket",
            PollInterval = TimeSpan.FromSeconds(10),    // a status is never older than this
            Timeout = TimeSpan.FromHours(1),            // how long to wait for a WorkItem
        });
        // end
        return await workflow.RunWorkItemWithFilesAsync("myowner.HealthCheck+prod");
    }
}
