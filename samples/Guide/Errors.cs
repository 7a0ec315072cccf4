using Apsis;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Runs;

namespace Guide;

public static class Errors
{
    public static async Task<string> BasicAsync(AutomationWorkflow workflow, string activityId, TimeSpan timeout)
    {
        var said = "";
        // snippet: errors
        try
        {
            var result = await workflow.RunWorkItemWithFilesAsync(activityId, new RunWorkItemOptions
            {
                InputFiles = { ["inputRvt"] = "input.rvt" },
                OutputFiles = { ["outputRvt"] = "output.rvt" },
                BucketKey = "my-bucket",
                Timeout = timeout,
            });

            if (result.Status == WorkItemStatus.Success)
                said = "succeeded";
            else
                said = $"{result.ServiceStatus}: {string.Join(" ", result.ErrorLines)} The report is in {result.ReportPath}";
        }
        catch (RunSpecException error)
        {
            said = $"not started, nothing was uploaded or paid: {string.Join(" ", error.Problems)}";
        }
        catch (WorkItemTimeoutException error)
        {
            said = $"still {error.LastStatus} when the wait ran out";
            await workflow.CancelWorkItemAsync(error.WorkItemId);       // or wait on: it still runs, and costs
        }
        catch (AutomationException error)
        {
            said = $"Design Automation answered {(int?)error.Status}: {error.Payload}";
        }
        catch (ApsHttpException error)
        {
            said = $"{error.Failure.Method} {error.Failure.Url} answered {(int?)error.Status}: {error.Body}";
        }
        catch (ApsException error)
        {
            said = error.Message;       // a transfer, a run that can not be accounted for
        }
        // end
        return said;
    }

    public static async Task<WorkItemResult> EnsureSuccessAsync(AutomationWorkflow workflow)
    {
        // snippet: ensure-success
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.HealthCheck+prod");
        result.EnsureSuccess();     // throws WorkItemFailedException, whose message has the report's telling lines
        // end
        return result;
    }

    public static async Task<WorkItemResult> RetryAsync(AutomationWorkflow workflow)
    {
        // snippet: retry
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.Flaky+prod", new RunWorkItemOptions
        {
            Retry = new WorkItemRetryPolicy
            {
                MaxAttempts = 3,                                                            // the first included; each is paid for
                Statuses = ["failedDownload", "failedUpload", "failedInstructions"],
                Delay = TimeSpan.FromSeconds(2),                                            // doubles with each attempt
            },
        });

        Console.WriteLine($"{result.Status} after {result.EarlierWorkItemIds.Count + 1} attempts");
        // end
        return result;
    }
}
