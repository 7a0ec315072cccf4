using Apsis;
using Apsis.Exceptions;
using Apsis.Runs;

var activity = args.ElementAtOrDefault(0) ?? "apsis.DrawingReport+prod";
var drawing = args.ElementAtOrDefault(1) ?? "samples/drawings/house-plan.dxf";

try
{
    // Credentials and the host come from the environment: APS_CLIENT_ID, APS_CLIENT_SECRET, APS_BASE_URL.
    var options = ApsisOptions.FromEnvironment();
    options.DefaultBucket ??= "apsis-quickstart";

    await using var workflow = AutomationWorkflow.Create(options);
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
    return result.IsSuccess ? 0 : 1;
}
catch (ArgumentException error)
{
    // Options, files or the Activity: nothing was uploaded or paid.
    Console.Error.WriteLine(error.Message);
    return 2;
}
catch (Exception error) when (error is ApsException or WorkItemTimeoutException)
{
    Console.Error.WriteLine(error.Message);
    return 3;
}
