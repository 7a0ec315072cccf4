using Apsis.Emulator;
using Apsis.Exceptions;

namespace Apsis.Cli;

/// <summary>An exception as an exit code and a text for people.</summary>
internal sealed record Failure(int ExitCode, string Status, string Message)
{
    public static Failure Of(Exception error) => error switch
    {
        UsageException or ArgumentException or LoginRequiredException => new(Cli.ExitCode.Usage, "error", Text(error)),
        TimeoutException => new(Cli.ExitCode.TimedOut, "timedOut", Text(error)),
        OperationCanceledException => new(Cli.ExitCode.Cancelled, "cancelled", error is TaskCanceledException ? "Cancelled." : Text(error)),
        ApsException or ApsEmulatorException or IOException or UnauthorizedAccessException or HttpRequestException =>
            new(Cli.ExitCode.Service, "error", Text(error)),
        _ => new(Cli.ExitCode.Service, "error", $"An unexpected error, which is a fault of apsis: {error.GetType().Name}: {Text(error)}"),
    };

    // .NET adds the parameter's name, which means nothing on a command line.
    private static string Text(Exception error) => error is ArgumentException { ParamName: { } name }
        ? error.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : error.Message;
}
