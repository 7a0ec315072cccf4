using System.Text;
using System.Text.Json;

namespace Apsis.Emulator.Execution;

/// <summary>The first lines of a report: what the job is.</summary>
internal static class JobReportHeader
{
    public static void Write(JobState state)
    {
        var job = state.Job;
        var text = new StringBuilder("Job information:\n");
        text.Append(Invariant($"\"CommandLine\":[{string.Join(',', job.CommandLine.Select(Quote))}]\n"));
        text.Append(Invariant($"\"Settings\":{{{string.Join(',', job.Settings.Select(pair => $"{Quote(pair.Key)}:{Quote(ReportSecrets.Shown(pair.Key, pair.Value.Value ?? state.Shown(pair.Value.Url!)))}"))}}}\n"));
        text.Append(Invariant($"\"Id\":\"{job.Id}\"\n\"ActivityId\":\"{job.ActivityId}\"\n\"Engine.Id\":\"{state.Engine.InternalId}\"\n"));
        text.Append(Invariant($"\"Apps\":[{string.Join(',', job.Bundles.Select(bundle => $"\"App.Id\":\"{bundle.InternalId}\""))}]\n"));
        text.Append(Invariant($"\"BoundArguments\":{{{string.Join(',', job.Arguments.Select(bound => Describe(state, bound)))}}}\n"));
        text.Append(Invariant($"\"Quotas\":{{\"limitProcessingTimeSec\":{job.LimitSeconds}}}"));
        state.Report.Line(text.ToString());
        state.Report.Line($"Starting work item {job.Id}");
    }

    private static string Describe(JobState state, BoundArgument bound)
    {
        if (bound.Argument.Url is not { } url) return $"{Quote(bound.Name)}:{{\"value\":{Quote(ReportSecrets.Shown(bound.Name, bound.Argument.LiteralText ?? ""))}}}";
        var headers = string.Join(',', (bound.Argument.Headers ?? new Dictionary<string, string>())
            .Select(pair => $"{Quote(pair.Key)}:{Quote(ReportMask.Header(pair.Key, pair.Value))}"));
        var localName = bound.LocalName is { } name ? $",\"localName\":{Quote(name)}" : "";
        return $"{Quote(bound.Name)}:{{\"verb\":\"{bound.Verb.ToLowerInvariant()}\",\"url\":{Quote(state.Shown(url))},\"headers\":{{{headers}}}{localName}}}";
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
