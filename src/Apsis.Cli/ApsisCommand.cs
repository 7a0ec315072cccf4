using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Apsis.Cli.Commands;
using Apsis.Cli.Output;

namespace Apsis.Cli;

/// <summary>The command line: the root, its commands, and what a wrong one answers.</summary>
internal static class ApsisCommand
{
    private const string Description = """
        Runs Autodesk Platform Services (APS) Design Automation: files in, a WorkItem in the cloud, files out.
        Without credentials it runs on an emulator that is built in.
        """;

    public static async Task<int> InvokeAsync(string[] args, Surroundings surroundings)
    {
        var root = new RootCommand(Description)
        {
            RunCommand.Create(surroundings),
            WatchCommand.Create(surroundings),
            DeployCommand.Create(surroundings),
            BucketsCommand.Create(surroundings),
            ObjectsCommand.Create(surroundings),
            AuthCommand.Create(surroundings),
            DoctorCommand.Create(surroundings),
            EmulatorCommand.Create(surroundings),
        };
        root.HelpName = "apsis";
        root.SetAction(parsed => new HelpAction().Invoke(parsed));

        // A token that begins with @ is a text like any other, not a file of arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
            return Refuse(args, parsed, surroundings);

        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = surroundings.Output,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
            // Commands have their own way with Ctrl-C: a WorkItem that is left behind goes on costing.
            ProcessTerminationTimeout = null,
        });
        if (parsed.Action is HelpAction)
            surroundings.Output.WriteLine(parsed.CommandResult.Command.Name == "emulator" ? ExitCode.EmulatorHelp : ExitCode.Help);
        return exitCode;
    }

    private static int Refuse(string[] args, ParseResult parsed, Surroundings surroundings)
    {
        var messages = parsed.Errors.Select(error => error.Message).Distinct().ToList();
        if (args.Contains("--json"))
            CliJson.Write(surroundings.Output, new RunReport { Status = "error", ExitCode = ExitCode.Usage, Error = string.Join(" ", messages) });

        foreach (var message in messages)
            surroundings.Error.WriteLine($"apsis: {SafeText.Line(message)}");
        surroundings.Error.WriteLine($"See: apsis {string.Concat(NamesOf(parsed.CommandResult).Select(name => name + " "))}--help");
        return ExitCode.Usage;
    }

    // From the outside in, without the root.
    private static IEnumerable<string> NamesOf(CommandResult command) =>
        command.Parent is CommandResult parent ? NamesOf(parent).Append(command.Command.Name) : [];
}
