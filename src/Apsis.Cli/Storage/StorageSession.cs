using Apsis.Cli.Output;
using Apsis.Cli.Running;
using Apsis.Cli.Target;

namespace Apsis.Cli.Storage;

/// <summary>What the commands of the object storage share: a target with the right to do it, interrupts, and one report at the end.</summary>
internal static class StorageSession
{
    private static readonly string[] Scopes =
    [
        Apsis.Auth.Scopes.DataRead, Apsis.Auth.Scopes.DataWrite, Apsis.Auth.Scopes.DataCreate,
        Apsis.Auth.Scopes.BucketCreate, Apsis.Auth.Scopes.BucketRead, Apsis.Auth.Scopes.BucketUpdate, Apsis.Auth.Scopes.BucketDelete,
    ];

    /// <summary>Does the work until it is done or interrupted, and prints how it ended: as one JSON document, or by <paramref name="show"/>.</summary>
    public static async Task<int> RunAsync(
        Surroundings surroundings, bool json, string? emulatorData, Func<ApsTarget, CancellationToken, Task<StorageReport>> work, Action<StorageReport> show)
    {
        surroundings.Interrupts.ListenToSignals();
        var report = await ReportAsync(surroundings, emulatorData, work);
        if (json)
            CliJson.Write(surroundings.Output, report);
        else
            show(report);
        if (report.Error is not null)
            await surroundings.Error.WriteLineAsync($"apsis: {SafeText.Lines(report.Error)}");
        await surroundings.Output.FlushAsync(CancellationToken.None);
        return report.ExitCode;
    }

    public static void Note(Surroundings surroundings, string line) => surroundings.Error.WriteLine($"apsis: {SafeText.Line(line)}");

    /// <summary>Asks a person. Where there is nobody to ask, what can not be undone needs <c>--yes</c>.</summary>
    /// <exception cref="UsageException">Nobody can be asked.</exception>
    /// <exception cref="OperationCanceledException">The answer was no.</exception>
    public static async Task ConfirmAsync(Surroundings surroundings, bool json, string what, CancellationToken cancellationToken)
    {
        if (json || !surroundings.IsInteractive())
            throw new UsageException($"{what} needs --yes where nobody can be asked. --dry-run, or a look first, shows what would go.");

        var screen = surroundings.Screen.Value;
        await surroundings.Error.WriteAsync($"apsis: {SafeText.Line(what)}? It can not be undone. [y/N] ");
        while (!screen.Input.IsKeyAvailable())
            await Task.Delay(TimeSpan.FromMilliseconds(50), surroundings.Time, cancellationToken);
        var yes = screen.Input.ReadKey(intercept: true) is { KeyChar: 'y' or 'Y' };
        await surroundings.Error.WriteLineAsync(yes ? "y" : "n");
        if (!yes)
            throw new OperationCanceledException("Nothing was deleted.");
    }

    private static async Task<StorageReport> ReportAsync(
        Surroundings surroundings, string? emulatorData, Func<ApsTarget, CancellationToken, Task<StorageReport>> work)
    {
        try
        {
            var (report, _) = await surroundings.Interrupts.UntilAsync(async cancel =>
            {
                await using var target = await ApsTarget.OpenAsync(surroundings, Scopes, null, emulatorData, line => Note(surroundings, line), cancel);
                return await work(target, cancel);
            });
            return report;
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error);
            return new StorageReport { Status = failure.Status, ExitCode = failure.ExitCode, Error = failure.Message };
        }
    }
}
