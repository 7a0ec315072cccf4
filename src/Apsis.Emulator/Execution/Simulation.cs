using System.Globalization;
using Apsis.Emulator.Automation;

namespace Apsis.Emulator.Execution;

/// <summary>How a simulated WorkItem is to go. The options decide, then arguments and the Activity's settings of these names; else it takes the usual time and succeeds.</summary>
internal sealed record Simulation(TimeSpan Duration, string Status)
{
    public const string StatusSetting = "apsisSimulatedStatus";
    public const string SecondsSetting = "apsisSimulatedSeconds";

    private const double MaxSeconds = 24 * 3600;

    /// <summary>What can be asked for.</summary>
    public static IReadOnlyList<string> Statuses { get; } =
    [
        WorkItemStatus.Success, WorkItemStatus.FailedDownload, WorkItemStatus.FailedInstructions, WorkItemStatus.FailedLimitProcessingTime,
        WorkItemStatus.FailedUpload, WorkItemStatus.FailedUploadOptional,
    ];

    /// <exception cref="WorkItemException">A setting or an argument is of no sense.</exception>
    public static Simulation Of(WorkItemJob job, AutomationOptions options)
    {
        var seconds = SettingOf(job, SecondsSetting);
        var duration = seconds is null ? options.SimulatedProcessingTime
            : double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= MaxSeconds ? TimeSpan.FromSeconds(number)
            : throw new WorkItemException($"The setting {SecondsSetting} is '{ReportText.Printable(seconds)}'. It must be a number of seconds up to {MaxSeconds}.");
        var status = options.SimulatedStatuses.TryGetValue(job.ActivityId, out var asked) ? asked : SettingOf(job, StatusSetting) ?? WorkItemStatus.Success;
        return Statuses.Contains(status, StringComparer.Ordinal)
            ? new Simulation(duration, status)
            : throw new WorkItemException($"The setting {StatusSetting} is '{ReportText.Printable(status)}'. It must be one of {string.Join(", ", Statuses)}.");
    }

    private static string? SettingOf(WorkItemJob job, string name) =>
        job.Arguments.FirstOrDefault(bound => bound.Name == name)?.Argument?.LiteralText
        ?? (job.Settings.TryGetValue(name, out var setting) ? setting.Value ?? "" : null);
}
