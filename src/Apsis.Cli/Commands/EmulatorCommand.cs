using System.CommandLine;
using System.Globalization;
using Apsis.Cli.Output;
using Apsis.Cli.Running;
using Apsis.Emulator;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis emulator</c>.</summary>
internal static class EmulatorCommand
{
    private const int DefaultPort = 8080;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    public static Command Create(Surroundings surroundings)
    {
        var port = OptionRules.Checked<int?>("--port", "PORT", $"The port on this machine; 0 takes a free one. Default: {DefaultPort}.", "a port from 0 to 65535",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65535 ? number : null);
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = $"Where it keeps its files. Default: {EmulatorFolders.Default ?? "none; name one, or use --in-memory"}." };
        var inMemory = new Option<bool>("--in-memory") { Description = "Keep nothing." };
        var clients = new Option<EmulatorClient[]>("--client")
        {
            HelpName = "ID:SECRET",
            Description = "A client id and secret that are accepted, ID: for a public client; may be given several times. Default: any are.",
            Arity = ArgumentArity.ZeroOrMore,
            CustomParser = result => [.. result.Tokens.Select(token => EmulatorFolders.ClientOf(token.Value, result)).OfType<EmulatorClient>()],
        };
        var faults = new Option<string?>("--faults") { HelpName = "FILE", Description = "A plan of what is to go wrong, as JSON (docs/emulator.md)." };
        var rateLimits = new Option<bool>("--rate-limits") { Description = "Answer no more calls a minute than the service does." };
        var engines = Pairs("--engine", "ID=DIR",
            "Run the WorkItems of this engine with the product in this folder: Autodesk.AutoCAD+25_1=DIR; may be given several times. Default: they are simulated.");
        var statuses = Pairs("--simulated-status", "ACTIVITY=STATUS",
            "How the WorkItems of this Activity end when they are simulated: me.Draw+prod=failedInstructions; may be given several times. Default: success.");
        var seconds = OptionRules.Seconds("--simulated-seconds", 0, "How long a simulated WorkItem takes. Default: 1.");
        var speed = OptionRules.Checked<double?>("--speed", "N", "How many times faster than real time simulated engines work. Default: 1.", "a number from 1 to 1000000",
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1_000_000 ? number : null);
        var command = new Command("emulator", "Runs an emulator of APS on this machine until Ctrl-C; prints one line for each request.")
        {
            port, data, inMemory, clients, engines, statuses, seconds, faults, rateLimits, speed,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(inMemory) && result.GetValue(data) is not null)
                result.AddError("--data and --in-memory exclude each other.");
        });
        command.SetAction(parsed => RunAsync(surroundings, () =>
        {
            var options = new ApsEmulatorOptions
            {
                Port = parsed.GetValue(port) ?? DefaultPort,
                DataDirectory = parsed.GetValue(inMemory) ? null : parsed.GetValue(data) ?? EmulatorFolders.RequireDefault(),
                RequestLog = surroundings.Output,
                RateLimits = parsed.GetValue(rateLimits) ? new RateLimits() : null,
                Faults = EmulatorFaults.Read(parsed.GetValue(faults)),
            };
            foreach (var client in parsed.GetValue(clients) ?? [])
                options.Clients.Add(client);
            foreach (var (engine, folder) in parsed.GetValue(engines) ?? [])
                options.Automation.ProductFolders[engine] = folder;
            foreach (var (activity, status) in parsed.GetValue(statuses) ?? [])
                options.Automation.SimulatedStatuses[activity] = status;
            options.Automation.SimulatedProcessingTime = OptionRules.SpanOf(parsed.GetValue(seconds)) ?? options.Automation.SimulatedProcessingTime;
            options.Automation.TimeScale = parsed.GetValue(speed) ?? options.Automation.TimeScale;
            return options;
        }));
        return command;
    }

    private static Option<KeyValuePair<string, string>[]> Pairs(string name, string form, string description) => new(name)
    {
        HelpName = form,
        Description = description,
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => EmulatorFolders.PairOf(name, form, token.Value, result)).OfType<KeyValuePair<string, string>>()],
    };

    private static async Task<int> RunAsync(Surroundings surroundings, Func<ApsEmulatorOptions> read)
    {
        surroundings.Interrupts.ListenToSignals();
        try
        {
            var options = read();
            var (emulator, interrupt) = await surroundings.Interrupts.UntilAsync(cancel => ApsEmulator.StartAsync(options, cancel));
            await using (emulator)
            {
                await GreetAsync(surroundings.Output, emulator, options);
                if (interrupt is null)
                    await surroundings.Interrupts.NextAsync(CancellationToken.None);
                using var limit = new CancellationTokenSource(StopLimit);
                await emulator.StopAsync(limit.Token);
            }

            return ExitCode.Success;
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error);
            await surroundings.Error.WriteLineAsync($"apsis: {SafeText.Lines(failure.Message)}");
            return failure.ExitCode;
        }
    }

    private static async Task GreetAsync(TextWriter output, ApsEmulator emulator, ApsEmulatorOptions options)
    {
        var address = emulator.BaseAddress.GetLeftPart(UriPartial.Authority);
        var clients = options.Clients.Count == 0 ? "any client id and secret" : $"client ids {string.Join(", ", options.Clients.Select(client => SafeText.Line(client.ClientId)))}";
        await output.WriteLineAsync($"APS emulator at {address}, {(options.DataDirectory is null ? "in memory" : $"data in {options.DataDirectory}")}, {clients}. Ctrl-C stops it.");
        await output.WriteLineAsync($"Look at it: {address}/");
        await output.WriteLineAsync($"Use it with: APS_BASE_URL={address}");
        await output.FlushAsync();
    }
}
