using System.CommandLine;
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
        var region = OptionRules.Region();
        var emulatorData = OptionRules.EmulatorData();
        var json = OptionRules.Json();
        var command = new Command("deploy", "Publishes the AppBundle and the Activity of a folder; uploads nothing that is published already.")
        {
            folder, region, json, emulatorData,
        };
        command.SetAction(parsed => RunAsync(parsed.GetRequiredValue(folder), parsed.GetValue(json), parsed.GetValue(region), parsed.GetValue(emulatorData), surroundings));
        return command;
    }

    private static async Task<int> RunAsync(string folder, bool json, string? region, string? emulatorData, Surroundings surroundings)
    {
        surroundings.Interrupts.ListenToSignals();
        var report = await ReportAsync(folder, region, emulatorData, surroundings);
        if (json)
            CliJson.Write(surroundings.Output, report);
        else if (report.ActivityId is not null)
            await surroundings.Output.WriteLineAsync(SafeText.Line(report.ActivityId));
        if (report.Error is not null)
            await surroundings.Error.WriteLineAsync($"apsis: {SafeText.Lines(report.Error)}");
        return report.ExitCode;
    }

    private static async Task<DeployReport> ReportAsync(string folder, string? region, string? emulatorData, Surroundings surroundings)
    {
        try
        {
            var (report, _) = await surroundings.Interrupts.UntilAsync(async cancel =>
            {
                var app = await AppFolder.ReadAsync(folder, cancel);
                await using var target = await ApsTarget.OpenAsync(surroundings, region, emulatorData, Note, cancel);
                return await new Publication(target.Automation, Note).PublishAsync(app, cancel);
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
}
