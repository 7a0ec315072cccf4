using Apsis.Http;

namespace Apsis.Runs;

/// <summary>Whether a run's limits can be kept.</summary>
internal static class LimitChecks
{
    public static IEnumerable<string> Problems(RunSpec spec)
    {
        if (spec.LimitProcessingTimeSec is <= 0)
            yield return $"the processing limit is {spec.LimitProcessingTimeSec} s; it must be positive.";

        // The service uses the link again when the engine is done: what it may not write then is lost, and paid for.
        if (spec.LimitProcessingTimeSec > ApsLimits.MaxSignedUrlMinutes * 60 && !spec.AllowLimitBeyondLinkLife && spec.Outputs.Any(output => output is RunOutput.Object))
        {
            yield return $"the processing limit of {spec.LimitProcessingTimeSec} s outlives the links to its outputs, which end after {ApsLimits.MaxSignedUrlMinutes} minutes: "
                + $"a WorkItem that takes longer could not upload them, and would be paid for nothing. Set at most {ApsLimits.MaxSignedUrlMinutes * 60} s, send the outputs to "
                + "addresses of your own that live longer (RunOutput.Link), or set AllowLimitBeyondLinkLife.";
        }
    }
}
