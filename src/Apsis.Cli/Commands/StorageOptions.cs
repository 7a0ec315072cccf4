using System.CommandLine;

namespace Apsis.Cli.Commands;

/// <summary>Options that several commands of the object storage have.</summary>
internal static class StorageOptions
{
    public const string AddressForm = "oss://bucket/key";

    public static Option<bool> Recursive(string description) => new("--recursive", "-r") { Description = description };

    public static Option<bool> Literal() => new("--no-glob") { Description = "Take * and ? as they are: they are part of the key." };

    public static Option<bool> DryRun() => new("--dry-run") { Description = "Only tell what would be done." };

    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Do not ask." };

    public static Option<bool> Human() => new("--human", "-H") { Description = "Sizes in kB, MB and so on, instead of bytes." };

    public static Argument<string[]> Addresses(string description) => new("ADDRESS") { Description = description, Arity = ArgumentArity.OneOrMore };
}
