using System.CommandLine;
using Apsis.Auth;
using Apsis.Cli.Auth;
using Apsis.Cli.Output;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis auth token</c>.</summary>
internal static class AuthTokenCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var twoLegged = new Option<bool>("--two-legged") { Description = "The app's own token instead of the user's." };
        var scopes = AuthCommand.Scopes($"The scopes of the app's own token. Default: {string.Join(' ', Scopes.DefaultAutomation)}.");
        var json = OptionRules.Json();
        var command = new Command("token", "Prints an access token and nothing else, for use as $(apsis auth token). Refreshes it when it is about to end.")
        {
            twoLegged, scopes, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(scopes) is { Length: > 0 } && !result.GetValue(twoLegged))
                result.AddError("--scopes goes with --two-legged: the user's token has the scopes of the login.");
        });
        command.SetAction(parsed => AuthCommand.RunAsync(surroundings, parsed.GetValue(json),
            (target, cancel) => TokenAsync(target, parsed.GetValue(twoLegged), parsed.GetValue(scopes), cancel),
            report => surroundings.Output.WriteLineAsync(SafeText.Line(report.AccessToken))));
        return command;
    }

    private static async Task<AuthReport> TokenAsync(AuthTarget target, bool twoLegged, string[]? scopes, CancellationToken cancellationToken)
    {
        var token = twoLegged
            ? await target.Transient.TwoLegged.GetTokenAsync(scopes is { Length: > 0 } ? scopes : Scopes.DefaultAutomation, cancellationToken)
            : await target.Client.ThreeLegged.GetTokenAsync(cancellationToken);
        return new AuthReport
        {
            Status = "success",
            ExitCode = ExitCode.Success,
            ClientId = target.ClientId,
            Service = target.Service,
            Scopes = token.Scopes,
            ExpiresAt = token.ExpiresAt,
            AccessToken = token.AccessToken,
        };
    }
}
