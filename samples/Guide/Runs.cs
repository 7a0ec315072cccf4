using System.Text.Json.Nodes;
using Apsis;
using Apsis.Automation;
using Apsis.Runs;

namespace Guide;

public static class Runs
{
    public static async Task<WorkItemResult> OneFileAsync(AutomationWorkflow workflow)
    {
        // snippet: one-file
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.RevitActivity+prod", new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = "path/to/input.rvt" },
            OutputFiles = { ["outputRvt"] = "output.rvt" },
            BucketKey = "my-bucket",
        });
        // end
        return result;
    }

    public static async Task<WorkItemResult> SeveralFilesAsync(AutomationWorkflow workflow)
    {
        // snippet: several-files
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.RevitActivity+prod", new RunWorkItemOptions
        {
            InputFiles =
            {
                ["inputRvt"] = "path/to/model.rvt",
                ["configJson"] = "path/to/config.json",
                ["templateRvt"] = "path/to/template.rvt",
            },
            OutputFiles =
            {
                ["outputRvt"] = "results/processed.rvt",
                ["reportPdf"] = "results/report.pdf",
                ["exportIfc"] = "results/export.ifc",
            },
            BucketKey = "my-bucket",
            OutputDirectory = "downloads",      // results/processed.rvt becomes downloads/results/processed.rvt
        });

        foreach (var (argument, path) in result.Outputs)
            Console.WriteLine($"{argument}: {path}");
        // end
        return result;
    }

    public static async Task<WorkItemResult[]> WithoutFilesAsync(AutomationWorkflow workflow)
    {
        // snippet: without-files
        // No inputs: the plug-in makes something from nothing.
        var template = await workflow.RunWorkItemWithFilesAsync("myowner.TemplateGenerator+prod", new RunWorkItemOptions
        {
            OutputFiles = { ["outputRvt"] = "template.rvt" },
            BucketKey = "my-bucket",
        });

        // No outputs: what it found is in the report.
        var validation = await workflow.RunWorkItemWithFilesAsync("myowner.ValidationActivity+prod", new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = "model.rvt" },
            BucketKey = "my-bucket",
        });

        // No files at all: no bucket is needed.
        var check = await workflow.RunWorkItemWithFilesAsync("myowner.HealthCheck+prod");
        // end
        return [template, validation, check];
    }

    public static async Task<WorkItemResult> ValuesAsync(AutomationWorkflow workflow)
    {
        // snippet: values
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.Parameters+prod", new RunWorkItemOptions
        {
            Values = { ["title"] = "Ground floor" },
            JsonValues = { ["settings"] = new JsonObject { ["scale"] = 50, ["paper"] = "A3" } },
            OutputFiles = { ["sheet"] = "sheet.txt" },
            BucketKey = "my-bucket",
        });
        // end
        return result;
    }

    public static async Task<WorkItemResult> OtherInputsAsync(AutomationWorkflow workflow, Stream upload)
    {
        // snippet: other-inputs
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.Assembly+prod", new RunWorkItemOptions
        {
            Inputs =
            {
                // A folder is zipped; the service unzips it and opens main.txt.
                new RunInput.Folder("assembly", "path/to/assembly") { PathInZip = "main.txt" },
                // A stream of any length, such as a file that a web form sent.
                new RunInput.Content("upload", upload, "upload.txt"),
                // What is in the storage already is not uploaded again.
                new RunInput.Object("template", "my-bucket", "templates/a3.txt"),
            },
            Outputs =
            {
                // The plug-in writes a folder, the service zips it, and here it is a folder again.
                new RunOutput.Object("sheets", "sheets.zip") { Extract = true },
                // Written only sometimes: without Optional its absence would fail the WorkItem.
                new RunOutput.Object("warnings", "warnings.txt") { Optional = true },
            },
            BucketKey = "my-bucket",
            OutputDirectory = "assembled",
        });
        // end
        return result;
    }

    public static async Task<WorkItemResult> ProgressAsync(AutomationWorkflow workflow)
    {
        // snippet: progress
        var progress = new Progress<RunProgress>(news =>
        {
            var line = news switch
            {
                RunProgress.PhaseEntered entered => $"Phase: {entered.Phase}",
                RunProgress.Transfer transfer => $"  {transfer.Path}: {transfer.Bytes:N0} of {transfer.Total:N0} bytes",
                RunProgress.Submitted submitted => $"  WorkItem {submitted.WorkItemId}",
                RunProgress.Observed { WorkItem: var item } =>
                    $"  Status: {item.ServiceStatus} {item.ProgressText} queued {item.Stats?.TimeQueued:T}, started {item.Stats?.TimeInstructionsStarted:T}",
                RunProgress.Retrying retrying => $"  Trying again in {retrying.After.TotalSeconds} s: {retrying.Reason}",
                _ => "",
            };
            Console.WriteLine($"[{DateTime.Now:T}] {line}");
        });

        var result = await workflow.RunWorkItemWithFilesAsync("myowner.RevitActivity+prod", new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = "input.rvt" },
            OutputFiles = { ["outputRvt"] = "output.rvt" },
            BucketKey = "my-bucket",
            Progress = progress,
        });
        // end
        return result;
    }

    public static async Task<WorkItemResult> LongRunAsync(AutomationWorkflow workflow)
    {
        // snippet: long-run
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.RevitActivity+prod", new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = "large-model.rvt" },
            OutputFiles = { ["outputRvt"] = "output.rvt" },
            BucketKey = "my-bucket",
            PollInterval = TimeSpan.FromSeconds(30),
            Timeout = TimeSpan.FromHours(2),        // how long this program waits
            LimitProcessingTimeSec = 3600,          // how long the service lets the WorkItem run, and bills it
        });
        // end
        return result;
    }

    public static async Task<WorkItemResult> SelectiveDownloadAsync(AutomationWorkflow workflow)
    {
        // snippet: selective-download
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.RevitActivity+prod", new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = "input.rvt" },
            OutputFiles = { ["outputRvt"] = "output.rvt" },
            BucketKey = "my-bucket",
            DownloadOutputs = false,
        });

        if (result.Status == WorkItemStatus.Success)
            await workflow.DownloadOutputFileAsync("output.rvt", "results/output.rvt", bucketKey: "my-bucket");
        // end
        return result;
    }
}
