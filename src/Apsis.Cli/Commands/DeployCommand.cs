using System.CommandLine;
using Apsis.Automation;
using Apsis.Cli.Deploy;
using Apsis.Cli.Output;
using Apsis.Cli.Running;
using Apsis.Cli.Target;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis deploy</c>.</summary>
internal static class DeployCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder with apsis.json." };
        var plan = new Option<bool>("--plan") { Description = "Only show what would be done. Exit code 6 when something would, 0 when not." };
        var noBuild = new Option<bool>("--no-build") { Description = "Publish what is there, without running the build commands." };
        var keep = OptionRules.Checked<int?>("--keep", "N", "Keep the newest N versions and those with an alias; delete older ones. Default: delete none.", "a whole number from 1 to 99",
            text => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 99 ? number : null);
        var region = OptionRules.Region();
        var emulatorData = OptionRules.EmulatorData();
        var json = OptionRules.Json();
        var command = new Command("deploy", "Publishes the AppBundles and Activities of a folder; touches nothing that is published already.")
        {
            folder, plan, noBuild, keep, region, json, emulatorData,
        };
        command.SetAction(parsed =>
        {
            var request = new DeployRequest
            {
                Folder = parsed.GetRequiredValue(folder),
                PlanOnly = parsed.GetValue(plan),
                Build = !parsed.GetValue(noBuild),
                KeepVersions = parsed.GetValue(keep),
                Region = parsed.GetValue(region),
                EmulatorData = parsed.GetValue(emulatorData),
            };
            return RunAsync(request, parsed.GetValue(json), surroundings);
        });
        return command;
    }

    private static async Task<int> RunAsync(DeployRequest request, bool json, Surroundings surroundings)
    {
        surroundings.Interrupts.ListenToSignals();
        var report = await ReportAsync(request, surroundings);
        if (json)
            CliJson.Write(surroundings.Output, report);
        else
            await WriteAsync(surroundings.Output, report, request.PlanOnly);
        if (report.Error is not null)
            await surroundings.Error.WriteLineAsync($"apsis: {SafeText.Lines(report.Error)}");
        return report.ExitCode;
    }

    private static async Task<DeployReport> ReportAsync(DeployRequest request, Surroundings surroundings)
    {
        try
        {
            var (report, _) = await surroundings.Interrupts.UntilAsync(async cancel =>
            {
                var app = await AppFolder.ReadAsync(request.Folder, cancel);
                await using var target = await ApsTarget.OpenAsync(surroundings, request.Region, request.EmulatorData, Note, cancel);
                return await DeployAsync(request, app, target, Note, cancel);
            });
            return report;
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error);
            return new DeployReport { Status = failure.Status, ExitCode = failure.ExitCode, Error = failure.Message };
        }

        void Note(string line) => surroundings.Error.WriteLine($"apsis: {SafeText.Line(line)}");
    }

    private static async Task<DeployReport> DeployAsync(DeployRequest request, AppFolder app, ApsTarget target, Action<string> note, CancellationToken cancellationToken)
    {
        var deployment = new Deployment(target.Automation, note);
        var plan = await deployment.PlanAsync(app, request.Build, request.KeepVersions, cancellationToken);
        // The built-in emulator's client has no nickname, and nobody else sees its ids.
        var warning = target.IsBuiltIn ? null : PlanText.Warning(plan);
        if (warning is not null)
            note($"warning: {warning}");
        if (request.PlanOnly)
            return DeployReports.Planned(plan, warning);

        foreach (var step in plan.Steps)
            note($"plan: {PlanText.Line(step)}");
        var result = await deployment.ApplyAsync(plan, cancellationToken);
        foreach (var id in plan.QualifiedIds)
            note(plan.ChangesNothing ? $"nothing has changed: {id}" : $"published: {id}");
        return DeployReports.Published(result, warning);
    }

    // A plan is what --plan was asked for; otherwise the ids are, and nothing else.
    private static async Task WriteAsync(TextWriter output, DeployReport report, bool planOnly)
    {
        if (planOnly && report.Steps is { } steps)
        {
            foreach (var step in steps)
                await output.WriteLineAsync(step);
            if (steps.Count == 0)
                await output.WriteLineAsync("Nothing would change.");
        }

        foreach (var activity in report.Definitions?.Where(definition => definition.Kind == nameof(DefinitionKind.Activity)) ?? [])
            await output.WriteLineAsync(SafeText.Line(activity.Id));
    }
}
