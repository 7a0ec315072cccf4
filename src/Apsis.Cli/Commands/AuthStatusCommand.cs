using System.CommandLine;
using System.Globalization;
using Apsis.Cli.Auth;
using Apsis.Cli.Output;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis auth status</c>.</summary>
internal static class AuthStatusCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var json = OptionRules.Json();
        var command = new Command("status", "Says who is logged in, and exits with 2 when nobody is. Refreshes a token that is about to end.") { json };
        command.SetAction(parsed => AuthCommand.RunAsync(surroundings, parsed.GetValue(json), StatusAsync, report => surroundings.Output.WriteLineAsync(TextOf(report))));
        return command;
    }

    private static async Task<AuthReport> StatusAsync(AuthTarget target, CancellationToken cancellationToken)
    {
        // The profile first: a token that was revoked is found out by it, and refreshed where that is possible.
        var token = await target.Client.ThreeLegged.GetTokenAsync(cancellationToken);
        var report = await AuthCommand.DescribeAsync(target, token, cancellationToken);
        return report with { ExpiresAt = (await target.Client.ThreeLegged.GetTokenAsync(cancellationToken)).ExpiresAt };
    }

    private static string TextOf(AuthReport report) => string.Join(Environment.NewLine,
    [
        $"user     {SafeText.Line(report.User?.ToString() ?? "not told by the service")}",
        $"app      {SafeText.Line(report.ClientId)} at {SafeText.Line(report.Service)}",
        $"scopes   {SafeText.Line(string.Join(' ', report.Scopes ?? []))}",
        $"token    until {report.ExpiresAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC"
            + (report.Refreshable == true ? ", then refreshed" : ", then a new login is needed"),
        $"kept in  {SafeText.Line(report.TokenFile)}",
    ]);
}
