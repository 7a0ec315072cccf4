using System.CommandLine;
using System.Globalization;
using Apsis.Auth;
using Apsis.Cli.Auth;
using Apsis.Cli.Output;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis auth login</c>.</summary>
internal static class AuthLoginCommand
{
    private static readonly string[] DefaultScopes = [.. Scopes.DefaultAutomation, Scopes.UserProfileRead];

    public static Command Create(Surroundings surroundings)
    {
        var scopes = AuthCommand.Scopes($"What the user shall consent to. Default: {string.Join(' ', DefaultScopes)}.");
        var noBrowser = new Option<bool>("--no-browser") { Description = "Open no browser; print the address to open on this machine." };
        var port = OptionRules.Checked<int?>("--port", "PORT", "The port of the callback URL, http://127.0.0.1:PORT/callback; 0 takes a free one. Default: 8765.",
            "a port from 0 to 65535", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65535 ? number : null);
        var callback = OptionRules.Address("--callback", "The callback URL on this machine that is registered for the app, instead of --port.");
        var timeout = OptionRules.Seconds("--timeout", 1, "How long to wait for the user. Default: 300.");
        var json = OptionRules.Json();
        var command = new Command("login", "Logs a user in with a browser on this machine, and keeps the tokens in a file that only you can read.")
        {
            scopes, noBrowser, port, callback, timeout, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(port) is not null && result.GetValue(callback) is not null)
                result.AddError("--port and --callback exclude each other.");
        });
        command.SetAction(parsed =>
        {
            var options = new LoginOptions();
            options.Scopes = parsed.GetValue(scopes) is { Length: > 0 } given ? given : DefaultScopes;
            options.RedirectUri = parsed.GetValue(callback) ?? WithPort(options.RedirectUri, parsed.GetValue(port));
            options.Timeout = OptionRules.SpanOf(parsed.GetValue(timeout)) ?? options.Timeout;
            return AuthCommand.RunAsync(surroundings, parsed.GetValue(json),
                (target, cancel) => LoginAsync(target, options, parsed.GetValue(noBrowser), surroundings, cancel),
                report => surroundings.Output.WriteLineAsync(report.User is null
                    ? $"Logged in at {SafeText.Line(report.Service)}."
                    : $"Logged in as {SafeText.Line(report.User.ToString())} at {SafeText.Line(report.Service)}."));
        });
        return command;
    }

    private static async Task<AuthReport> LoginAsync(AuthTarget target, LoginOptions options, bool noBrowser, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var token = await target.Client.ThreeLegged.LoginAsync(options, async (url, _) =>
        {
            await surroundings.Error.WriteLineAsync(noBrowser
                ? $"apsis: open this address in a browser on this machine: {url.AbsoluteUri}"
                : $"apsis: opening a browser. If none appears, open this address: {url.AbsoluteUri}");
            await surroundings.Error.FlushAsync(CancellationToken.None);
            if (!noBrowser)
                surroundings.Browse(url);
        }, cancellationToken);
        return await AuthCommand.DescribeAsync(target, token, cancellationToken);
    }

    private static Uri WithPort(Uri url, int? port) => port is { } given ? new UriBuilder(url) { Port = given }.Uri : url;
}
