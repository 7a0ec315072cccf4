namespace Apsis.Emulator.Execution;

/// <summary>One <c>$(…)</c> of a command line.</summary>
/// <param name="Text">As written, with the dollar sign and the parentheses.</param>
/// <param name="Variable">What it stands for; null when it is none of the service's variables.</param>
/// <param name="Name">The name in the brackets, or an empty string.</param>
/// <param name="Start">Where it begins in the command line.</param>
/// <param name="IsQuoted">Whether it stands inside double quotes.</param>
internal sealed record CommandReference(string Text, CommandVariable? Variable, string Name, int Start, bool IsQuoted)
{
    public bool MustBeQuoted => Variable is CommandVariable.ArgumentPath or CommandVariable.AppBundlePath;
}
