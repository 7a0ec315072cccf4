namespace Apsis.DataManagement;

/// <summary>Texts that become headers, here or in the answers of the storage.</summary>
internal static class HeaderText
{
    /// <exception cref="ArgumentException">A control character would end the header and begin another; others do not arrive as they are.</exception>
    public static string? Check(string? value, string name) => value is null || value.Length > 0 && value.All(character => character is >= ' ' and <= '~')
        ? value
        : throw new ArgumentException($"{name} must be printable ASCII and not empty: it travels as a header.", name);
}
