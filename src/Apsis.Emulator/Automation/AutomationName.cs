namespace Apsis.Emulator.Automation;

/// <summary>The rules for names and aliases: letters, digits and underscores.</summary>
internal static class AutomationName
{
    public const string Latest = "$LATEST";

    private const int MaxLength = 40;
    private const int MaxNicknameLength = 20;

    public static bool IsName(string? text) => IsWord(text, MaxLength);

    public static bool IsNickname(string? text) => IsWord(text, MaxNicknameLength);

    public static bool IsAlias(string? text) => text == Latest || IsName(text);

    private static bool IsWord(string? text, int maxLength) =>
        text is { Length: > 0 } && text.Length <= maxLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
