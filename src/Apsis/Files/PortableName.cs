using System.Buffers;

namespace Apsis.Files;

/// <summary>Names of files and folders that every system can have. A zip is packed here and unpacked on Windows.</summary>
internal static class PortableName
{
    private static readonly SearchValues<char> Refused = SearchValues.Create("\\/:*?\"<>|");
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>What is wrong with one segment of a path, as the end of a sentence that begins with it; null when nothing is.</summary>
    public static string? Problem(string name)
    {
        if (name.Length == 0 || name is "." or "..")
            return "has no name of its own";
        if (name.AsSpan().ContainsAny(Refused))
            return $"has the character '{name[name.AsSpan().IndexOfAny(Refused)]}'";
        // A name of other bytes than UTF-8 reads as one with the replacement character, and would be packed under that.
        if (name.Any(character => char.IsControl(character) || char.IsSurrogate(character) && !IsPaired(name) || character == '\ufffd'))
            return "has a character that can not be written";
        if (name[^1] is '.' or ' ')
            return "ends with a dot or a space";
        return Devices.Contains(name.Split('.')[0].TrimEnd()) ? "is the name of a device" : null;
    }

    /// <summary>A name for a message: without what could steer a terminal.</summary>
    public static string Shown(string name) => new([.. name.Select(character => char.IsControl(character) ? '?' : character)]);

    private static bool IsPaired(string name)
    {
        for (var index = 0; index < name.Length; index++)
        {
            if (!char.IsSurrogate(name[index]))
                continue;
            if (index + 1 == name.Length || !char.IsSurrogatePair(name[index], name[index + 1]))
                return false;
            index++;
        }

        return true;
    }
}
