using System.CommandLine;
using System.CommandLine.Help;
using Apsis.Auth;
using Apsis.Cli.Auth;
using Apsis.Cli.Output;
using Apsis.Cli.Running;
using Apsis.Exceptions;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis auth</c>, and what its commands share.</summary>
internal static class AuthCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("auth", "Logs a user in and out, and hands out tokens.")
        {
            AuthLoginCommand.Create(surroundings),
            AuthStatusCommand.Create(surroundings),
            AuthTokenCommand.Create(surroundings),
            AuthLogoutCommand.Create(surroundings),
        };
        command.SetAction(parsed => new HelpAction().Invoke(parsed));
        return command;
    }

    public static Option<string[]> Scopes(string description) => new("--scopes")
    {
        HelpName = "SCOPES",
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
    };

    /// <summary>Does the work until it is done or interrupted, and prints how it ended: as one JSON document, or by <paramref name="show"/>.</summary>
    public static async Task<int> RunAsync(
        Surroundings surroundings, bool json, Func<AuthTarget, CancellationToken, Task<AuthReport>> work, Func<AuthReport, Task> show)
    {
        surroundings.Interrupts.ListenToSignals();
        var report = await ReportAsync(surroundings, work);
        if (json)
            CliJson.Write(surroundings.Output, report);
        else if (report.Error is null)
            await show(report);
        if (report.Error is not null)
            await surroundings.Error.WriteLineAsync($"apsis: {SafeText.Lines(report.Error)}");
        return report.ExitCode;
    }

    /// <summary>Who and what a login is.</summary>
    public static async Task<AuthReport> DescribeAsync(AuthTarget target, OAuth2Token token, CancellationToken cancellationToken) => new()
    {
        Status = "success",
        ExitCode = ExitCode.Success,
        LoggedIn = true,
        ClientId = target.ClientId,
        Service = target.Service,
        User = await UserAsync(target, cancellationToken),
        Scopes = token.Scopes,
        ExpiresAt = token.ExpiresAt,
        Refreshable = token.RefreshToken is not null,
        TokenFile = target.File,
    };

    private static async Task<AuthReport> ReportAsync(Surroundings surroundings, Func<AuthTarget, CancellationToken, Task<AuthReport>> work)
    {
        try
        {
            using var target = AuthTarget.Open(surroundings);
            var (report, _) = await surroundings.Interrupts.UntilAsync(cancel => work(target, cancel));
            return report;
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error);
            return new AuthReport { Status = failure.Status, ExitCode = failure.ExitCode, Error = failure.Message, LoggedIn = error is LoginRequiredException ? false : null };
        }
    }

    // A login with other scopes is one as well: the service may refuse to say whose.
    private static async Task<AuthUser?> UserAsync(AuthTarget target, CancellationToken cancellationToken)
    {
        try
        {
            var profile = await target.Client.User.GetProfileAsync(cancellationToken);
            return new AuthUser { Id = profile.Sub, Name = profile.Name, Email = profile.Email };
        }
        catch (ApsHttpException refused) when (refused.Status is not null)
        {
            return null;
        }
    }
}
