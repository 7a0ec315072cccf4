using Apsis;
using Apsis.Automation;

namespace Guide;

public static class Batches
{
    public static async Task<IReadOnlyList<WorkItemResult>> SpecsAsync(AutomationWorkflow workflow)
    {
        // snippet: batch
        await workflow.EnsureBucketAsync("my-bucket");

        var workItems = new List<WorkItemSpec>();
        for (var number = 1; number <= 5; number++)
        {
            var inputUrl = await workflow.UploadInputFileAsync($"inputs/model_{number}.rvt", $"batch/input_{number}.rvt", "my-bucket");
            var outputUrl = await workflow.PrepareOutputUrlAsync($"batch/output_{number}.rvt", "my-bucket");
            workItems.Add(new WorkItemSpec
            {
                ActivityId = "myowner.RevitActivity+prod",
                Arguments = new Dictionary<string, WorkItemArgument>
                {
                    ["inputRvt"] = WorkItemArgument.Get(inputUrl),
                    ["outputRvt"] = WorkItemArgument.Put(outputUrl),
                },
            });
        }

        // Submitted in requests of up to 100, waited for together, answered in this order.
        var results = await workflow.RunBatchWorkItemsAsync(workItems, new WaitOptions { Timeout = TimeSpan.FromHours(1) });

        foreach (var (index, result) in results.Index())
        {
            Console.WriteLine($"WorkItem {index + 1}: {result.Status}");
            if (result.Status == WorkItemStatus.Success)
                await workflow.DownloadOutputFileAsync($"batch/output_{index + 1}.rvt", $"results/output_{index + 1}.rvt", bucketKey: "my-bucket");
        }
        // end
        return results;
    }

    public static async Task<int> FolderAsync(AutomationWorkflow workflow)
    {
        // snippet: batch-with-files
        var drawings = Directory.EnumerateFiles("inputs", "*.rvt").Select(path => new BatchRun("myowner.RevitActivity+prod", new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = path },
            OutputFiles = { ["outputRvt"] = $"{Path.GetFileNameWithoutExtension(path)}-done.rvt" },
            BucketKey = "my-bucket",
            OutputDirectory = "results",
        }) { Tag = path });

        var failed = 0;
        await foreach (var done in workflow.RunBatchWithFilesAsync(drawings, new BatchOptions { MaxInFlight = 50 }))
        {
            Console.WriteLine($"{done.Run!.Tag}: {done.Result?.ServiceStatus ?? done.Error?.Message}");
            if (!done.IsSuccess)
                failed++;
        }
        // end
        return failed;
    }

    public static async Task<int> AsCompletedAsync(AutomationWorkflow workflow)
    {
        // snippet: batch-as-completed
        WorkItemSpec[] workItems =
        [
            new() { ActivityId = "myowner.HealthCheck+prod" },
            new() { ActivityId = "myowner.MyActivity+prod" },       // Activities may be mixed
        ];

        var succeeded = 0;
        await foreach (var done in workflow.RunBatchWorkItemsAsCompletedAsync(workItems))
            succeeded += done.IsSuccess ? 1 : 0;
        // end
        return succeeded;
    }
}
