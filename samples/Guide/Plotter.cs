using Apsis;

namespace Guide;

// snippet: injected-workflow
public sealed class Plotter(AutomationWorkflow workflow)
{
    public async Task PlotAsync(string model, CancellationToken cancellationToken)
    {
        var result = await workflow.RunWorkItemWithFilesAsync("myowner.RevitActivity+prod", new RunWorkItemOptions
        {
            InputFiles = { ["inputRvt"] = model },
            OutputFiles = { ["outputRvt"] = "plotted.rvt" },
            BucketKey = "my-bucket",
        }, cancellationToken);
        result.EnsureSuccess();
    }
}
// end
