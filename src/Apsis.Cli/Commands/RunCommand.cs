using System.CommandLine;
using Apsis.Cli.Output;
using Apsis.Cli.Running;
using Apsis.Cli.Target;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis run</c>.</summary>
internal static class RunCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new RunOptions();
        var command = new Command("run", "Runs one WorkItem: uploads its inputs, waits for it, downloads its outputs.");
        options.AddTo(command);
        command.SetAction(parsed => RunAsync(options.RequestOf(parsed), parsed.GetValue(options.Json), parsed.GetValue(options.Region), parsed.GetValue(options.EmulatorData), surroundings));
        return command;
    }

    private static async Task<int> RunAsync(RunRequest request, bool json, string? region, string? emulatorData, Surroundings surroundings)
    {
        surroundings.Interrupts.ListenToSignals();
        var report = await ReportAsync(request, RunViews.Choose(json, surroundings), region, emulatorData, surroundings);
        if (json)
            CliJson.Write(surroundings.Output, report);
        else if (report.Status is "success" or "failed" || report is { Status: "cancelled", WorkItemId: not null })
            Summary.Write(surroundings.Output, report);
        if (report.Error is not null && (json || report.Status != "failed"))
            await surroundings.Error.WriteLineAsync($"apsis: {SafeText.Lines(report.Error)}");
        return report.ExitCode;
    }

    private static async Task<RunReport> ReportAsync(RunRequest request, IRunView view, string? region, string? emulatorData, Surroundings surroundings)
    {
        RunSession? session = null;
        try
        {
            await using (view)
            {
                var (target, interrupt) = await surroundings.Interrupts.UntilAsync(
                    cancel => ApsTarget.OpenAsync(surroundings, region, emulatorData, view.Note, cancel));
                await using (target)
                {
                    if (interrupt is not null)
                        throw new OperationCanceledException("Cancelled before anything was submitted.");

                    session = new RunSession(request, target, view, surroundings);
                    return await session.RunAsync();
                }
            }
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error);
            return session?.Describe(failure) ?? new RunReport { Status = failure.Status, ExitCode = failure.ExitCode, Error = failure.Message };
        }
    }
}
