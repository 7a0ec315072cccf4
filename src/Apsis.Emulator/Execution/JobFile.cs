using System.Text.Json;

namespace Apsis.Emulator.Execution;

/// <summary>The job as a program finds it in its working folder: <c>&lt;id&gt;_job.das</c>. It holds no token.</summary>
internal static class JobFile
{
    public static async Task WriteAsync(JobState state, IReadOnlyList<string> commandLines, CancellationToken cancellationToken)
    {
        await using var file = File.Create(state.Workspace.PathFor($"{state.Job.Id}_job.das"));
        await using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("Id", state.Job.Id);
        json.WriteString("ActivityId", state.Job.ActivityId);
        json.WriteString("EngineId", state.Engine.InternalId);
        json.WriteStartArray("Apps");
        foreach (var bundle in state.Job.Bundles) json.WriteStringValue(bundle.InternalId);
        json.WriteEndArray();
        WriteArguments(json, state);
        json.WriteStartObject("Settings");
        foreach (var (name, setting) in state.Job.Settings) json.WriteString(name, ReportSecrets.Shown(name, setting.Value ?? state.Shown(setting.Url!)));
        json.WriteEndObject();
        json.WriteStartArray("CommandLine");
        foreach (var line in commandLines) json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteStartObject("Quotas");
        json.WriteNumber("LimitProcessingTimeSec", state.Job.LimitSeconds);
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void WriteArguments(Utf8JsonWriter json, JobState state)
    {
        json.WriteStartObject("BoundArguments");
        foreach (var bound in state.Job.Arguments)
        {
            json.WriteStartObject(bound.Name);
            json.WriteString("Verb", bound.Verb);
            if (bound.Argument.Url is { } url) json.WriteString("Url", state.Shown(url));
            else json.WriteString("Value", ReportSecrets.Shown(bound.Name, bound.Argument.LiteralText ?? ""));
            if (state.ArgumentPaths.GetValueOrDefault(bound.Name) is { } path) json.WriteString("LocalPath", path);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
