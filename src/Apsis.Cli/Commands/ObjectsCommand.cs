using System.CommandLine;
using System.CommandLine.Help;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis objects</c>.</summary>
internal static class ObjectsCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("objects", $"Lists, copies, deletes and signs objects ({StorageOptions.AddressForm}).")
        {
            ObjectsListCommand.Create(surroundings),
            ObjectsCopyCommand.Create(surroundings),
            ObjectsRemoveCommand.Create(surroundings),
            ObjectsStatCommand.Create(surroundings),
            ObjectsSignCommand.Create(surroundings),
            ObjectsCleanCommand.Create(surroundings),
        };
        command.SetAction(parsed => new HelpAction().Invoke(parsed));
        return command;
    }
}
