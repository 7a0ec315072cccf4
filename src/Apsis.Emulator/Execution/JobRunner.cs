using Apsis.Emulator.Automation;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Faults.Execution;

namespace Apsis.Emulator.Execution;

/// <summary>Runs a job from its download to its last report line, and says how it ended.</summary>
internal sealed class JobRunner(
    EngineCatalog engines, JobDownload download, AppBundleCache bundles, JobUpload upload, JobProgress progress, EngineFaults engineFaults, WorkItemStore workItems,
    WorkItemAnswers answers, WorkItemFiles files, ApsEmulatorOptions options, TimeProvider time)
{
    /// <summary>Runs a job that was taken from the queue; returns the WorkItem as it ended.</summary>
    public async Task<StoredWorkItem?> RunAsync(StoredWorkItem item, WorkItemJob job, RunningJob running)
    {
        var engine = engines.Find(job.EngineId) ?? throw new InvalidOperationException($"The engine '{job.EngineId}' was checked at submission.");
        var clock = new JobClock(time);
        using var report = new JobReport(files.ReportFile(job.Id), clock, options.Automation.MaxReportBytes, ReportSecrets.Of(job));
        var workspace = JobWorkspace.Create(files.JobsFolder, job.Id);
        var state = new JobState(job, engine.Definition, workspace, report, clock, running, item.Stats);
        string status;
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(job.LimitSeconds), time))
        await using (limit.Token.Register(() => running.Stop(StopReason.TimeLimit)))
        await using (progress.Start(state))
        {
            try
            {
                status = await RunPhasesAsync(state, engine);
            }
            finally
            {
                if (engine.StartsPrograms) await JobProcesses.KillAllAsync(job.Id, workspace.Root, time);
            }
        }

        if (job.UploadJobFolder) await FolderZip.PackAsync(workspace.Work, files.DebugFile(job.Id), CancellationToken.None);
        return await EndAsync(state, status);
    }

    private async Task<string> RunPhasesAsync(JobState state, IWorkItemEngine engine)
    {
        var stopping = state.Running.Stopping;
        JobReportHeader.Write(state);
        try
        {
            if (!await TryAsync(state, "Downloading", () => DownloadAsync(state, engine, stopping))) return WorkItemStatus.FailedDownload;
            await MarkAsync(state, state.Stats with { TimeInstructionsStarted = Now(state) });
            var isDone = await TryAsync(state, "CoreEngineExecution", () => ExecuteAsync(state, engine, stopping));
            var ended = state.Stats with { TimeInstructionsEnded = Now(state) };
            if (!isDone)
            {
                // Stored with the end: nobody shall see it upload what it never will.
                state.Stats = ended;
                return WorkItemStatus.FailedInstructions;
            }

            await MarkAsync(state, ended);
            var status = WorkItemStatus.FailedUpload;
            await TryAsync(state, "Publishing", async () => status = await upload.RunAsync(state, stopping));
            await MarkAsync(state, state.Stats with { TimeUploadEnded = Now(state), BytesUploaded = state.Stats.BytesUploaded ?? 0 });
            return status;
        }
        catch (OperationCanceledException) when (state.Running.Reason is { } reason)
        {
            return StatusOf(state, reason);
        }
    }

    private Task DownloadAsync(JobState state, IWorkItemEngine engine, CancellationToken cancellationToken)
    {
        engine.BeginDownload(state);
        return download.RunAsync(state, cancellationToken);
    }

    private async Task ExecuteAsync(JobState state, IWorkItemEngine engine, CancellationToken cancellationToken)
    {
        var instructions = await new JobPreparation(bundles).RunAsync(state, engine, cancellationToken);
        state.Report.Line("Start script phase.");
        state.Report.Line($"Start {state.Engine.Product} Core Engine standard output dump.");
        try
        {
            await engineFaults.RunAsync(engine, instructions, cancellationToken);
        }
        finally
        {
            state.Report.EndOutput();
            state.Report.Line($"End {state.Engine.Product} Core Engine standard output dump.");
        }

        state.Report.Line("End script phase.");
    }

    private async Task<bool> TryAsync(JobState state, string phase, Func<Task> run)
    {
        try
        {
            await run();
            return true;
        }
        catch (OperationCanceledException) when (state.Running.Reason is not null)
        {
            throw;
        }
        catch (WorkItemException e)
        {
            state.Report.Error(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            state.Report.Error($"A file of the work item cannot be read or written: {ReportText.Printable(e.Message)}");
        }
        // Whatever else a job's files and programs bring about fails this job, never the emulator.
        catch (Exception e)
        {
            options.RequestLog?.WriteLine($"The work item {state.Job.Id} failed in the phase {phase}: {ReportSecrets.Hide(e.ToString(), ReportSecrets.Of(state.Job))}");
            state.Report.Error("The emulator failed; its log says why.");
        }

        state.Report.Error($"An unexpected error happened during phase {phase} of job.");
        return false;
    }

    private string StatusOf(JobState state, StopReason reason)
    {
        switch (reason)
        {
            case StopReason.TimeLimit:
                state.Report.Error($"{state.Engine.Product} Core Engine Core Console is shut down due to process time limit.");
                return WorkItemStatus.FailedLimitProcessingTime;
            case StopReason.Heartbeat:
                state.Report.Error(
                    $"{state.Engine.Product} Core Engine Core Console is shut down: it wrote nothing to standard output for {options.Automation.Heartbeat.TotalSeconds:0.###} s.");
                return WorkItemStatus.FailedInstructions;
            case StopReason.EmulatorStopping:
                state.Report.Error("The emulator was stopped while the work item was running.");
                return WorkItemStatus.FailedInstructions;
            case StopReason.ProgressCallback:
                state.Report.Line("The work item is cancelled: the callback onProgress answered 205.");
                return WorkItemStatus.Cancelled;
            case StopReason.CancelRequested:
                state.Report.Line("The work item is cancelled on request.");
                return WorkItemStatus.Cancelled;
            default:
                throw new InvalidOperationException($"No reason to stop: {reason}.");
        }
    }

    private async Task<StoredWorkItem?> EndAsync(JobState state, string status)
    {
        var stats = state.Stats with { TimeFinished = Now(state), BytesDownloaded = state.Stats.BytesDownloaded ?? 0 };
        JobReportEnd.Write(state.Report, answers, state.Job, status, stats);
        if (state.Job.UsesReportZip) await ReportZip.PackAsync(state, files, CancellationToken.None);
        state.Workspace.Delete();
        return await workItems.FinishAsync(state.Job.Id, status, stats, CancellationToken.None);
    }

    private Task MarkAsync(JobState state, StatsBody stats)
    {
        state.Stats = stats;
        return workItems.SetStatsAsync(state.Job.Id, stats, CancellationToken.None);
    }

    private static DateTime Now(JobState state) => state.Clock.GetUtcNow().UtcDateTime;
}
