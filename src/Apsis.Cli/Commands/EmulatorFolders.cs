using System.CommandLine.Parsing;
using Apsis.Emulator;

namespace Apsis.Cli.Commands;

/// <summary>What <c>apsis emulator</c> keeps where, and for whom.</summary>
internal static class EmulatorFolders
{
    /// <summary>The emulator's folder of this user; null when the system has no place for such.</summary>
    public static string? Default => Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } root
        ? Path.Combine(root, "apsis", "emulator")
        : null;

    public static string RequireDefault() => Default ?? throw new UsageException("This user has no folder for application data. Name one with --data, or use --in-memory.");

    /// <summary>Reads <c>ID:SECRET</c>, or <c>ID:</c> of a public client. A wrong one is not repeated: it may hold a secret.</summary>
    public static EmulatorClient? ClientOf(string text, ArgumentResult result)
    {
        var split = text.IndexOf(':', StringComparison.Ordinal);
        if (split > 0)
            return new EmulatorClient(text[..split], text[(split + 1)..]);

        result.AddError("--client must be of the form ID:SECRET, or ID: for a public client.");
        return null;
    }

    /// <summary>Reads <c>Autodesk.AutoCAD+25_1=DIR</c> and its like.</summary>
    public static KeyValuePair<string, string>? PairOf(string option, string form, string text, ArgumentResult result)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        if (split > 0 && split < text.Length - 1)
            return new KeyValuePair<string, string>(text[..split], text[(split + 1)..]);

        result.AddError($"{option} must be of the form {form}, not '{text}'.");
        return null;
    }
}
