using Apsis;
using Apsis.Automation;
using Apsis.Http;

namespace Guide;

public static class WorkItems
{
    public static async Task<string> StartAsync(AutomationWorkflow workflow, SignedUrl inputUrl, SignedUrl outputUrl)
    {
        // snippet: start-workitem
        var workItemId = await workflow.StartWorkItemAsync("myowner.RevitActivity+prod", new Dictionary<string, WorkItemArgument>
        {
            ["inputRvt"] = WorkItemArgument.Get(inputUrl),
            ["outputRvt"] = WorkItemArgument.Put(outputUrl),
        });
        // end
        return workItemId;
    }

    public static async Task<WorkItemResult> WaitAsync(AutomationWorkflow workflow, string workItemId)
    {
        // snippet: wait
        var result = await workflow.WaitForCompletionAsync(workItemId, new WaitOptions
        {
            PollInterval = TimeSpan.FromSeconds(10),
            Timeout = TimeSpan.FromHours(1),
            Progress = new Progress<WorkItem>(item => Console.WriteLine($"Status: {item.ServiceStatus} {item.ProgressText}")),
        });

        if (result.Status == WorkItemStatus.Success)
            Console.WriteLine("The WorkItem succeeded.");
        else if (result.Status == WorkItemStatus.Failed)
            Console.WriteLine($"The WorkItem failed. {string.Join(" ", result.ErrorLines)} Report: {result.ReportPath}");
        // end
        return result;
    }

    public static async Task CancelAsync(AutomationWorkflow workflow, string workItemId)
    {
        // snippet: cancel
        await workflow.CancelWorkItemAsync(workItemId);
        // end
    }

    public static async Task DownloadAsync(AutomationWorkflow workflow)
    {
        // snippet: download
        await workflow.DownloadOutputFileAsync("outputs/output.rvt", "results/output.rvt", bucketKey: "my-bucket");
        // end
    }

    public static async Task<WorkItemResult> StepByStepAsync(AutomationWorkflow workflow)
    {
        // snippet: step-by-step
        await workflow.EnsureBucketAsync("my-bucket");
        var inputUrl = await workflow.UploadInputFileAsync("path/to/input.rvt", bucketKey: "my-bucket");
        var outputUrl = await workflow.PrepareOutputUrlAsync("output.rvt", "my-bucket");

        var workItemId = await workflow.StartWorkItemAsync("myowner.RevitActivity+prod", new Dictionary<string, WorkItemArgument>
        {
            ["inputRvt"] = WorkItemArgument.Get(inputUrl),
            ["outputRvt"] = WorkItemArgument.Put(outputUrl),
        });

        var result = await workflow.WaitForCompletionAsync(workItemId);
        if (result.Status == WorkItemStatus.Success)
            await workflow.DownloadOutputFileAsync("output.rvt", "results/output.rvt", bucketKey: "my-bucket");
        // end
        return result;
    }

    public static async Task<WorkItemResult> DetachedAsync(AutomationWorkflow workflow)
    {
        // snippet: detached
        var started = await workflow.RunWorkItemWithFilesAsync("myowner.RevitActivity+prod", new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = "input.rvt" },
            OutputFiles = { ["outputRvt"] = "output.rvt" },
            BucketKey = "my-bucket",
            Wait = false,
        });
        await File.WriteAllTextAsync("workitem.txt", started.WorkItemId);

        // Later, perhaps in another process:
        var workItemId = await File.ReadAllTextAsync("workitem.txt");
        var result = await workflow.WaitForCompletionAsync(workItemId);
        result.EnsureSuccess();
        await workflow.DownloadOutputFileAsync("output.rvt", "results/output.rvt", bucketKey: "my-bucket");
        // end
        return result;
    }
}
