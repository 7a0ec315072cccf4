using System.CommandLine;
using Apsis.Cli.Running;

namespace Apsis.Cli.Commands;

/// <summary>The words of <c>apsis run</c>.</summary>
internal sealed class RunOptions
{
    private readonly Argument<string> _activity = new("ACTIVITY") { Description = "A qualified id (owner.Name+alias), or a folder with apsis.json, which is published first." };
    private readonly Option<ArgumentBinding[]> _inputs = Bindings("--input", "name=path", "A file for an input of the Activity.");
    private readonly Option<ArgumentBinding[]> _outputs = Bindings("--output", "name=object-key", "The object key of an output; also its path in the output folder.");
    private readonly Option<ArgumentBinding[]> _values = Bindings("--value", "name=text", "A text for an input; name=@file.json for the JSON in a file; name=@@text for a text that begins with @.");
    private readonly Option<string?> _bucket = new("--bucket") { HelpName = "KEY", Description = "The bucket; made when there is none. Default: APS_DEFAULT_BUCKET, else one with the client id in it." };
    private readonly Option<string> _outputDir = new("--output-dir") { HelpName = "DIR", Description = "Where outputs and the report go.", DefaultValueFactory = _ => "results" };
    private readonly Option<bool> _noDownload = new("--no-download") { Description = "Leave the outputs in the storage." };
    private readonly Option<double?> _pollInterval = OptionRules.Seconds("--poll-interval", 0.1, "How old the status may be at most. Default: APS_POLL_INTERVAL, else 10.");
    private readonly Option<double?> _timeout = OptionRules.Seconds("--timeout", 0.001, "How long to wait for the WorkItem. Default: APS_TIMEOUT, else 3600.");
    private readonly Option<int?> _limit = OptionRules.Positive("--limit", "SECONDS", "How long the WorkItem may take in the service (limitProcessingTimeSec).");
    private readonly Option<Uri?> _onComplete = OptionRules.Address("--on-complete", "An https address that the service calls when the WorkItem has ended. Default: APS_CALLBACK_URL.");
    private readonly Option<Uri?> _onProgress = OptionRules.Address("--on-progress", "An https address that the service calls while the WorkItem runs.");
    private readonly Option<bool> _yes = new("--yes") { Description = "Ctrl-C cancels the WorkItem without asking." };
    private readonly Option<bool> _cancelOnTimeout = new("--cancel-on-timeout") { Description = "Cancel the WorkItem when --timeout runs out." };

    public Option<string?> Region { get; } = OptionRules.Region();

    public Option<string?> EmulatorData { get; } = OptionRules.EmulatorData();

    public Option<bool> Json { get; } = OptionRules.Json();

    public void AddTo(Command command)
    {
        command.Add(_activity);
        Option[] all = [_inputs, _outputs, _values, _bucket, _outputDir, _noDownload, _pollInterval, _timeout, _cancelOnTimeout, _limit, _onComplete, _onProgress, Region, Json, _yes, EmulatorData];
        foreach (var option in all)
            command.Add(option);
    }

    public RunRequest RequestOf(ParseResult parsed) => new()
    {
        Activity = parsed.GetRequiredValue(_activity),
        Inputs = parsed.GetValue(_inputs) ?? [],
        Outputs = parsed.GetValue(_outputs) ?? [],
        Values = parsed.GetValue(_values) ?? [],
        BucketKey = parsed.GetValue(_bucket),
        OutputDirectory = parsed.GetRequiredValue(_outputDir),
        Download = !parsed.GetValue(_noDownload),
        PollInterval = OptionRules.SpanOf(parsed.GetValue(_pollInterval)),
        Timeout = OptionRules.SpanOf(parsed.GetValue(_timeout)),
        LimitProcessingTimeSec = parsed.GetValue(_limit),
        OnCompleteUrl = parsed.GetValue(_onComplete),
        OnProgressUrl = parsed.GetValue(_onProgress),
        Yes = parsed.GetValue(_yes),
        CancelOnTimeout = parsed.GetValue(_cancelOnTimeout),
    };

    private static Option<ArgumentBinding[]> Bindings(string name, string form, string description) =>
        new(name) { HelpName = form, Description = description, CustomParser = ArgumentBinding.ParseAll, Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = false };
}
