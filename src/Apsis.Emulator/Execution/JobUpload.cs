using Apsis.Emulator.Automation;

namespace Apsis.Emulator.Execution;

/// <summary>The last phase: sends the outputs away. All are tried, even after one failed.</summary>
internal sealed class JobUpload(JobTransfers transfers)
{
    public const string OptionalFailureSetting = "dasreportfaileduploadoptional";

    /// <summary>Whether the failure of an optional output shows in the status.</summary>
    public static bool ReportsOptionalFailures(JobState state) => state.Job.Settings.Any(pair =>
        pair.Key.Equals(OptionalFailureSetting, StringComparison.OrdinalIgnoreCase)
        && pair.Value.Value?.Equals("true", StringComparison.OrdinalIgnoreCase) is true);

    /// <returns>The status of the WorkItem, as far as its outputs decide it.</returns>
    public async Task<string> RunAsync(JobState state, CancellationToken cancellationToken)
    {
        state.Report.Line("Start upload phase.");
        var status = WorkItemStatus.Success;
        foreach (var bound in state.Job.Arguments.Where(bound => bound.Direction == ArgumentDirection.Output))
        {
            try
            {
                await SendAsync(state, bound, cancellationToken);
            }
            catch (WorkItemException e) when (bound.Argument.Optional)
            {
                state.Report.Line($"Optional output '{bound.Name}' is not uploaded: {e.Message}");
                if (status == WorkItemStatus.Success && ReportsOptionalFailures(state)) status = WorkItemStatus.FailedUploadOptional;
            }
            catch (WorkItemException e)
            {
                state.Report.Error(e.Message);
                status = WorkItemStatus.FailedUpload;
            }
        }

        if (status == WorkItemStatus.FailedUpload) state.Report.Error("An unexpected error happened during phase Publishing of job.");
        else state.Report.Line("End upload phase successfully.");
        return status;
    }

    private async Task SendAsync(JobState state, BoundArgument bound, CancellationToken cancellationToken)
    {
        var path = state.ArgumentPaths[bound.Name];
        var localName = Path.GetRelativePath(state.Workspace.Work, path);
        // The program may have put a link in the way since.
        LocalName.PathIn(state.Workspace.Work, localName.Replace('\\', '/'));
        var packed = bound.Zip && Directory.Exists(path) ? await PackAsync(state, path, cancellationToken) : null;

        await using var content = RegularFile.TryOpen(packed ?? path)
            ?? throw new WorkItemException(bound.Argument.Optional
                ? $"the file '{localName}' is missing."
                : $"Non-optional output [{localName}] is missing.");
        var length = content.Length;
        state.Report.Line($"Uploading '{path}': verb - '{bound.Verb[..1]}{bound.Verb[1..].ToLowerInvariant()}', url - '{state.Shown(bound.Argument.Url!)}'");
        try
        {
            await transfers.UploadAsync(state.Job, bound.Argument, bound.Verb, content, Path.GetFileName(path), cancellationToken);
        }
        catch (WorkItemException e)
        {
            throw new WorkItemException($"The output '{bound.Name}' cannot be uploaded to {state.Shown(bound.Argument.Url!)}: {e.Message}", e);
        }

        state.Stats = state.Stats with { BytesUploaded = (state.Stats.BytesUploaded ?? 0) + length };
        if (packed is not null) File.Delete(packed);
    }

    private static async Task<string> PackAsync(JobState state, string folder, CancellationToken cancellationToken)
    {
        var packed = state.Workspace.NewTransferFile();
        foreach (var left in await FolderZip.PackAsync(folder, packed, cancellationToken))
            state.Report.Output($"'{ReportText.Printable(left)}' is not a file and is left out of the zip.");
        return packed;
    }
}
