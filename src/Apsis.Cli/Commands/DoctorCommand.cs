using System.CommandLine;
using Apsis.Cli.Doctor;
using Apsis.Cli.Output;
using Apsis.Cli.Running;
using Apsis.Cli.Target;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var region = OptionRules.Region();
        var json = OptionRules.Json();
        var command = new Command("doctor", "Looks at everything that a run needs: network, clock, credentials, scopes, nickname, engines, bucket, callbacks. Changes nothing.") { region, json };
        command.SetAction(parsed => RunAsync(parsed.GetValue(json), parsed.GetValue(region), surroundings));
        return command;
    }

    private static async Task<int> RunAsync(bool json, string? region, Surroundings surroundings)
    {
        surroundings.Interrupts.ListenToSignals();
        var report = await ReportAsync(json, region, surroundings);
        if (json)
            CliJson.Write(surroundings.Output, report);
        if (report.Error is not null)
            await surroundings.Error.WriteLineAsync($"apsis: {SafeText.Lines(report.Error)}");
        return report.ExitCode;
    }

    private static async Task<DoctorReport> ReportAsync(bool json, string? region, Surroundings surroundings)
    {
        try
        {
            var (report, _) = await surroundings.Interrupts.UntilAsync(async cancel =>
            {
                await using var target = await ApsTarget.OpenAsync(surroundings, region, emulatorData: null,
                    line => surroundings.Error.WriteLine($"apsis: {SafeText.Line(line)}"), cancel);
                var findings = new List<Finding>();
                await foreach (var finding in new Examination(target, surroundings.Time).RunAsync(cancel))
                {
                    findings.Add(finding);
                    if (!json)
                        await surroundings.Output.WriteLineAsync($"{finding.Outcome,-8} {finding.Check,-12} {SafeText.Line(finding.Message)}");
                }

                var failed = findings.Any(finding => finding.Outcome == Finding.Failed);
                return new DoctorReport
                {
                    Status = failed ? Finding.Failed : Finding.Ok,
                    ExitCode = failed ? ExitCode.Service : ExitCode.Success,
                    Service = target.Options.BaseUrl.GetLeftPart(UriPartial.Authority),
                    ClientId = target.Options.ClientId,
                    Findings = findings,
                };
            });
            return report;
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error);
            return new DoctorReport { Status = failure.Status, ExitCode = failure.ExitCode, Error = failure.Message };
        }
    }
}
