using System.CommandLine;
using Apsis.Cli.Output;
using Apsis.Cli.Running;
using Apsis.Cli.Target;
using Apsis.Cli.Watching;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis watch</c>.</summary>
internal static class WatchCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var ids = new Argument<string[]>("ID") { Description = "The ids of WorkItems.", Arity = ArgumentArity.OneOrMore };
        var pollInterval = OptionRules.Seconds("--poll-interval", 0.1, "How old what is shown may be. Default: APS_POLL_INTERVAL, else 10.");
        var timeout = OptionRules.Seconds("--timeout", 0.001, "How long to watch each. Default: APS_TIMEOUT, else 3600.");
        var (region, json) = (OptionRules.Region(), OptionRules.Json());
        var command = new Command("watch", "Shows WorkItems until they have ended: status, place in the queue, times of their phases. Cancels none.") { ids, pollInterval, timeout, region, json };
        command.SetAction(parsed => RunAsync(
            new WatchRequest([.. parsed.GetRequiredValue(ids).Distinct(StringComparer.Ordinal)], OptionRules.SpanOf(parsed.GetValue(pollInterval)), OptionRules.SpanOf(parsed.GetValue(timeout))),
            parsed.GetValue(json), parsed.GetValue(region), surroundings));
        return command;
    }

    private static async Task<int> RunAsync(WatchRequest request, bool json, string? region, Surroundings surroundings)
    {
        surroundings.Interrupts.ListenToSignals();
        var report = await ReportAsync(request, json, region, surroundings);
        if (json)
            CliJson.Write(surroundings.Output, report);
        else
            Write(surroundings.Output, report);
        foreach (var error in (report.WorkItems ?? []).Select(item => item.Error is { } why ? $"{item.WorkItemId}: {why}" : null).Append(report.Error).OfType<string>())
            await surroundings.Error.WriteLineAsync($"apsis: {SafeText.Lines(error)}");
        return report.ExitCode;
    }

    private static async Task<WatchReport> ReportAsync(WatchRequest request, bool json, string? region, Surroundings surroundings)
    {
        try
        {
            if (request.WorkItemIds.Any(string.IsNullOrWhiteSpace))
                throw new UsageException("An id is empty.");

            var (report, _) = await surroundings.Interrupts.UntilAsync(async cancel =>
            {
                await using var target = await ApsTarget.OpenAsync(surroundings, region, emulatorData: null, _ => { }, cancel);
                if (target.IsBuiltIn)
                    throw new UsageException("There is nothing to watch: the built-in emulator begins with this command. Name the service (APS_BASE_URL), or the app (APS_CLIENT_ID and APS_CLIENT_SECRET).");
                await using var view = ViewOf(request, json, surroundings);
                return WatchReport.Of(await new WatchSession(request, target, view).RunAsync(cancel));
            });
            return report;
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error);
            return new WatchReport { Status = failure.Status, ExitCode = failure.ExitCode, Error = failure.Message };
        }
    }

    private static IWatchView ViewOf(WatchRequest request, bool json, Surroundings surroundings) =>
        json ? new QuietWatchView()
        : surroundings.IsInteractive() && surroundings.Screen.Value.Profile.Capabilities is { Interactive: true, Ansi: true }
            ? new LiveWatchView(surroundings.Screen.Value, surroundings.Time, request.WorkItemIds)
            : new PlainWatchView(surroundings.Error, surroundings.Time);

    // One line each, for people and for cut and grep.
    private static void Write(TextWriter output, WatchReport report)
    {
        foreach (var item in report.WorkItems ?? [])
            output.WriteLine($"{SafeText.Line(item.WorkItemId)}\t{item.Status}\t{SafeText.Line(item.ServiceStatus)}");
        output.Flush();
    }
}
