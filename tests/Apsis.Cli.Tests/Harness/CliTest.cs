using Apsis.Cli.Running;
using Apsis.Emulator;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Apsis.Cli.Tests.Harness;

/// <summary>A folder of its own for each test, the command in this process, and an emulator when asked for.</summary>
public abstract class CliTest : IAsyncLifetime
{
    private ApsEmulator? _emulator;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("apsis-cli-").FullName;

    /// <summary>What the environment says. None of the machine's own variables is seen.</summary>
    protected Dictionary<string, string> Variables { get; } = [];

    protected RequestLines Requests { get; } = new();

    internal Interrupts Interrupts { get; } = new();

    /// <summary>The screen; with it the command believes to be on a terminal.</summary>
    protected TestConsole? Screen { get; set; }

    /// <summary>Standard input as bytes.</summary>
    protected Stream Input { get; set; } = Stream.Null;

    /// <summary>Standard output for bytes.</summary>
    protected Stream Binary { get; set; } = Stream.Null;

    /// <summary>Whether standard output is a terminal.</summary>
    protected bool IsOutputTerminal { get; set; }

    /// <summary>The user's browser; none by default.</summary>
    protected Action<Uri> Browse { get; set; } = _ => { };

    protected TimeProvider Time { get; set; } = TimeProvider.System;

    protected string Results => Path.Combine(Folder, "results");

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
            await _emulator.DisposeAsync();
        Interrupts.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts an emulator, and lets the environment name it.</summary>
    protected Task<ApsEmulator> StartEmulatorAsync(params EmulatorClient[] clients) => StartEmulatorAsync(options =>
    {
        foreach (var client in clients)
            options.Clients.Add(client);
    });

    /// <summary>The same with other options.</summary>
    protected async Task<ApsEmulator> StartEmulatorAsync(Action<ApsEmulatorOptions> configure)
    {
        var options = new ApsEmulatorOptions { RequestLog = Requests };
        configure(options);
        _emulator = await ApsEmulator.StartAsync(options, Cancellation);
        Variables["APS_BASE_URL"] = _emulator.BaseAddress.AbsoluteUri;
        return _emulator;
    }

    protected async Task<CliResult> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var surroundings = new Surroundings
        {
            Output = output,
            Error = TextWriter.Synchronized(error),
            Screen = new Lazy<IAnsiConsole>(() => Screen!),
            IsInteractive = () => Screen is not null,
            Variable = name => Variables.GetValueOrDefault(name),
            Settings = Settings,
            Browse = url => Browse(url),
            OpenInput = () => Input,
            OpenOutput = () => Binary,
            IsOutputTerminal = () => IsOutputTerminal,
            TransferFolder = Path.Combine(Folder, "transfers"),
            Time = Time,
            Interrupts = Interrupts,
        };
        var exitCode = await ApsisCommand.InvokeAsync(args, surroundings);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    protected string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>A folder with an Activity that runs <paramref name="script"/>: input <c>text</c>, value <c>word</c>, output <c>copy</c>.</summary>
    /// <remarks>The script's arguments are the paths of the three.</remarks>
    protected string ShellApp(string script, string name = "Copy")
    {
        Write($"{name}/{name}.bundle/run.sh", script);
        Write($"{name}/apsis.json", $$"""
            {
              "bundle": { "id": "{{name}}", "path": "{{name}}.bundle" },
              "activity": {
                "id": "{{name}}", "alias": "prod", "engine": "Local.Shell+1",
                "commandLine": ["$(engine.path)/sh \"$(appbundles[{{name}}].path)/{{name}}.bundle/run.sh\" \"$(args[text].path)\" \"$(args[copy].path)\" \"$(args[word].value)\""],
                "parameters": {
                  "text": { "verb": "get", "required": true, "localName": "in.txt" },
                  "word": { "verb": "read" },
                  "copy": { "verb": "put", "localName": "out.txt" }
                }
              }
            }
            """);
        return Path.Combine(Folder, name);
    }

    private ApsisOptions Settings()
    {
        var options = new ApsisOptions
        {
            ClientId = Variables.GetValueOrDefault("APS_CLIENT_ID", ""),
            ClientSecret = Variables.GetValueOrDefault("APS_CLIENT_SECRET", ""),
            DefaultBucket = Variables.GetValueOrDefault("APS_DEFAULT_BUCKET"),
            PollInterval = TimeSpan.FromMilliseconds(200),
        };
        if (Variables.TryGetValue("APS_BASE_URL", out var url))
            options.BaseUrl = new Uri(url);
        if (Variables.TryGetValue("APS_CALLBACK_BASE_URL", out var receiver))
            options.Callbacks.BaseUrl = new Uri(receiver);
        options.Callbacks.Key = Variables.GetValueOrDefault("APS_CALLBACK_KEY");
        return options;
    }
}
