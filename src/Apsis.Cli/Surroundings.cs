using Apsis.Cli.Auth;
using Apsis.Cli.Running;
using Spectre.Console;

namespace Apsis.Cli;

/// <summary>What a command sees of the world around it: streams, terminal, environment, clock, signals.</summary>
internal sealed class Surroundings : IDisposable
{
    /// <summary>Results, and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Progress and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether results are read by a person at once.</summary>
    public Func<bool> IsOutputTerminal { get; init; } = () => false;

    /// <summary>Standard input as bytes.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Standard output as bytes.</summary>
    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Standard error as a screen. Made when it is first needed: looking at the terminal takes time.</summary>
    public required Lazy<IAnsiConsole> Screen { get; init; }

    /// <summary>Whether a person sits before the screen: it can be drawn on, and questions are answered.</summary>
    public required Func<bool> IsInteractive { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Reads the settings of the library.</summary>
    public required Func<ApsisOptions> Settings { get; init; }

    /// <summary>Opens an address in the user's browser.</summary>
    public required Action<Uri> Browse { get; init; }

    /// <summary>Where uploads note how far they are, so that the same command goes on after a crash; null when this user has no place for such.</summary>
    public string? TransferFolder { get; init; }

    public required TimeProvider Time { get; init; }

    public required Interrupts Interrupts { get; init; }

    public static Surroundings OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        IsOutputTerminal = () => !Console.IsOutputRedirected,
        Screen = new Lazy<IAnsiConsole>(() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })),
        IsInteractive = () => !Console.IsErrorRedirected && !Console.IsInputRedirected,
        Variable = Environment.GetEnvironmentVariable,
        Settings = ApsisOptions.FromEnvironment,
        Browse = Browser.Open,
        TransferFolder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } root
            ? Path.Combine(root, "apsis", "transfers")
            : null,
        Time = TimeProvider.System,
        Interrupts = new Interrupts(),
    };

    public void Dispose() => Interrupts.Dispose();
}
