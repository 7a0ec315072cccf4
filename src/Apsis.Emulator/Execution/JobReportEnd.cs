using System.Text;
using System.Text.Json;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Execution;

/// <summary>The last lines of a report: the result, and the status as JSON.</summary>
internal static class JobReportEnd
{
    public static void Write(JobReport report, WorkItemAnswers answers, WorkItemJob job, string status, StatsBody stats)
    {
        report.Line($"Job finished with result {WorkItemStatus.ReportWord(status)}");
        var ended = new StoredWorkItem
        {
            Id = job.Id, ClientId = job.ClientId, Owner = job.Owner ?? job.ClientId, ActivityId = job.ActivityId, Status = status, Stats = stats, Job = job,
        };
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(json, answers.CompletionOf(ended), AutomationJson.Default.StatusBody);
        report.Line("Job Status:\n" + Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }
}
