namespace Apsis.Emulator.Execution;

/// <summary>The second phase: AppBundles in place, variables expanded, the job file written.</summary>
internal sealed class JobPreparation(AppBundleCache bundles)
{
    public async Task<JobInstructions> RunAsync(JobState state, IWorkItemEngine engine, CancellationToken cancellationToken)
    {
        state.Report.Line("Start preparing script and command line parameters.");
        var budget = new UnpackBudget((long)engine.Definition.MaxUnpackedAppBundlesMegabytes * 1024 * 1024);
        foreach (var bundle in state.Job.Bundles)
        {
            var folder = state.BundlePaths[bundle.Name] = state.Workspace.AppBundle(bundle.Name);
            await bundles.PrepareAsync(bundle, folder, budget, cancellationToken);
        }


        var enginePath = await engine.FindFolderAsync(cancellationToken);
        var lines = state.Job.CommandLine.Select(line => CommandTemplate.Expand(line, reference => ValueOf(state, reference, enginePath))).ToList();
        await JobFile.WriteAsync(state, lines, cancellationToken);
        foreach (var line in lines) state.Report.Line($"Command line: [ {ReportText.Printable(line)}]");
        state.Report.Line("End preparing script and command line parameters.");

        var environment = state.Job.Settings
            .Where(pair => pair.Value.IsEnvironmentVariable)
            .ToDictionary(pair => pair.Key, pair => pair.Value.Value ?? "", StringComparer.Ordinal);
        return new JobInstructions(state, lines, environment);
    }

    // What the WorkItem does not give expands to nothing, but for outputs: the program may write them, and they stay where they are.
    private static string ValueOf(JobState state, CommandReference reference, string enginePath) => reference.Variable switch
    {
        CommandVariable.EnginePath => enginePath,
        CommandVariable.WorkItemId => state.Job.Id,
        CommandVariable.ArgumentPath => state.ArgumentPaths.GetValueOrDefault(reference.Name) ?? UnboundOutput(state, reference.Name) ?? "",
        CommandVariable.ArgumentValue => LiteralOf(state, reference.Name),
        CommandVariable.AppBundlePath => state.BundlePaths.GetValueOrDefault(reference.Name, ""),
        CommandVariable.SettingPath => state.SettingPaths.GetValueOrDefault(reference.Name, ""),
        CommandVariable.SettingValue => state.Job.Settings.GetValueOrDefault(reference.Name)?.Value ?? "",
        _ => reference.Text,
    };

    private static string? UnboundOutput(JobState state, string name) =>
        state.Job.UnboundOutputs?.GetValueOrDefault(name) is { } localName ? state.Workspace.PathFor(localName) : null;

    private static string LiteralOf(JobState state, string name) =>
        state.Job.Arguments.FirstOrDefault(bound => bound.Name == name)?.Argument.LiteralText
            ?.Replace("$(workitem.id)", state.Job.Id, StringComparison.OrdinalIgnoreCase) ?? "";
}
