using Apsis.Cli.Target;
using Apsis.Runs;

namespace Apsis.Cli.Running;

/// <summary>Turns the command line's words into the library's.</summary>
internal static class RunSpecs
{
    public static async Task<RunSpec> OfAsync(RunRequest request, string activityId, ApsTarget target, CancellationToken cancellationToken)
    {
        var values = new List<RunInput>();
        foreach (var value in request.Values)
            values.Add(await ArgumentValue.ReadAsync(value, cancellationToken));

        return new RunSpec
        {
            ActivityId = activityId,
            Inputs = [.. request.Inputs.Select(input => new RunInput.File(input.Name, input.Value)), .. values],
            Outputs = [.. request.Outputs.Select(output => new RunOutput.Object(output.Name, output.Value))],
            BucketKey = request.BucketKey ?? target.DefaultBucket,
            DownloadOutputs = request.Download,
            OutputDirectory = request.OutputDirectory,
            PollInterval = request.PollInterval ?? target.Options.PollInterval,
            Timeout = request.Timeout ?? target.Options.Timeout,
            LimitProcessingTimeSec = request.LimitProcessingTimeSec,
            OnCompleteUrl = request.OnCompleteUrl ?? target.Options.CallbackUrl,
            OnProgressUrl = request.OnProgressUrl,
        };
    }
}
