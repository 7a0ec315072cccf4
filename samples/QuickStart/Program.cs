using Apsis;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Runs;

// Credentials and the host come from the environment: APS_CLIENT_ID, APS_CLIENT_SECRET, APS_BASE_URL.
var options = ApsisOptions.FromEnvironment();
options.DefaultBucket ??= "apsis-quickstart";

var activity = args.ElementAtOrDefault(0) ?? "apsis.DrawingReport+prod";
var drawing = args.ElementAtOrDefault(1) ?? "samples/drawings/house-plan.dxf";

await using var workflow = AutomationWorkflow.Create(options);
try
{
    var result = await workflow.RunWorkItemWithFilesAsync(activity, new RunWorkItemOptions
    {
        InputFiles = { ["drawing"] = drawing },
        OutputFiles = { ["report"] = "report.json", ["preview"] = "preview.svg" },
        OutputDirectory = "results",
        Progress = new Progress<RunProgress>(news =>
        {
            if (news is RunProgress.Observed { WorkItem: var item })
                Console.WriteLine($"{item.ServiceStatus} {item.ProgressText}");
        }),
    });

    Console.WriteLine($"Status: {result.Status} ({result.ServiceStatus})");
    Console.WriteLine($"WorkItem: {result.WorkItemId}");
    Console.WriteLine($"Report: {result.ReportPath}");
    foreach (var (argument, path) in result.Outputs)
        Console.WriteLine($"{argument}: {path}");
    foreach (var line in result.ErrorLines)
        Console.WriteLine(line);
    return result.Status == WorkItemStatus.Success ? 0 : 1;
}
catch (Exception error) when (error is ApsException or RunSpecException or WorkItemTimeoutException)
{
    Console.Error.WriteLine(error.Message);
    return 3;
}
