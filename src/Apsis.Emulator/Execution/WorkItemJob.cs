using System.Text.Json.Serialization;
using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Execution;

/// <summary>
/// Everything needed to run a WorkItem, as it was when it was submitted. It holds the caller's tokens: it is stored only until the
/// WorkItem has ended, and is never printed.
/// </summary>
internal sealed record WorkItemJob
{
    public required string Id { get; init; }

    public required string ClientId { get; init; }

    /// <summary>How the client was named in ids at the submission. Null in jobs that older versions stored.</summary>
    public string? Owner { get; init; }

    public required string ActivityId { get; init; }

    public required string EngineId { get; init; }

    public required IReadOnlyList<string> CommandLine { get; init; }

    public required IReadOnlyList<JobBundle> Bundles { get; init; }

    public required IReadOnlyDictionary<string, SettingBody> Settings { get; init; }

    public required IReadOnlyList<BoundArgument> Arguments { get; init; }

    /// <summary>The local names of output parameters that the WorkItem does not bind: a program that writes them anyway needs a path.</summary>
    public IReadOnlyDictionary<string, string>? UnboundOutputs { get; init; }

    public ArgumentBody? OnComplete { get; init; }

    public ArgumentBody? OnProgress { get; init; }

    /// <summary>Downloads and uploads included.</summary>
    public required int LimitSeconds { get; init; }

    /// <summary>Whether the report is a zip, of which the program writes a part: the activity has the setting <c>adskusereportzip</c>.</summary>
    [JsonIgnore]
    public bool UsesReportZip => Settings.Any(pair =>
        pair.Key.Equals("adskusereportzip", StringComparison.OrdinalIgnoreCase) && bool.TryParse(pair.Value.Value, out var isOn) && isOn);

    public bool UploadJobFolder { get; init; }

    public bool MaskUrls { get; init; }

    public override string ToString() => Id;
}
