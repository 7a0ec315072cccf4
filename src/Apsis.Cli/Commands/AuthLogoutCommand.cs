using System.CommandLine;
using Apsis.Cli.Auth;
using Apsis.Cli.Output;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis auth logout</c>.</summary>
internal static class AuthLogoutCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var json = OptionRules.Json();
        var command = new Command("logout", "Revokes the user's tokens and forgets them.") { json };
        command.SetAction(parsed => AuthCommand.RunAsync(surroundings, parsed.GetValue(json), LogoutAsync, async report =>
        {
            await surroundings.Output.WriteLineAsync("Logged out.");
            await surroundings.Error.WriteLineAsync($"apsis: to end the session in your browser, too, open {SafeText.Line(report.LogoutUrl)}");
        }));
        return command;
    }

    private static async Task<AuthReport> LogoutAsync(AuthTarget target, CancellationToken cancellationToken)
    {
        var url = await target.Client.ThreeLegged.SignOutAsync(cancellationToken: cancellationToken);
        return new AuthReport
        {
            Status = "success",
            ExitCode = ExitCode.Success,
            LoggedIn = false,
            ClientId = target.ClientId,
            Service = target.Service,
            LogoutUrl = url.AbsoluteUri,
        };
    }
}
