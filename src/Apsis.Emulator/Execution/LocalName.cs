namespace Apsis.Emulator.Execution;

/// <summary>A file or folder inside the working folder of a job. Never leaves it, on any system.</summary>
internal static class LocalName
{
    private const int MaxLength = 240;

    private static readonly string[] Devices =
    [
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" }),
    ];

    /// <summary>The name with forward slashes and without <c>.</c> segments, or why it is refused.</summary>
    public static bool TryNormalize(string name, out string normalized, out string reason)
    {
        normalized = "";
        if (name.Length > MaxLength) return Refuse($"is longer than {MaxLength} characters", out reason);
        var path = name.Replace('\\', '/');
        if (path.StartsWith('/')) return Refuse("is an absolute path", out reason);

        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".").ToArray();
        if (segments.Length == 0) return Refuse("is empty", out reason);
        foreach (var segment in segments)
        {
            if (segment == "..") return Refuse("leaves the working folder", out reason);
            if (!IsFileName(segment)) return Refuse($"contains '{Printable(segment)}', which is not a valid file name", out reason);
        }

        normalized = string.Join('/', segments);
        reason = "";
        return true;
    }

    /// <summary>Whether the name can be a file's on every system the service or the emulator runs on.</summary>
    public static bool IsFileName(string name)
    {
        if (name.Length is 0 or > 200 || name is "." or "..") return false;
        if (name.Any(c => char.IsControl(c) || c is '<' or '>' or ':' or '"' or '/' or '\\' or '|' or '?' or '*')) return false;
        if (name[^1] is '.' or ' ' || name[0] == ' ') return false;
        var stem = name.Split('.')[0].TrimEnd();
        return !Devices.Contains(stem, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The last segment of a URL, when it is a valid file name with an extension.</summary>
    public static string? FromUrl(string url)
    {
        var path = url.Split('?', '#')[0].TrimEnd();
        var name = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        name = name[(name.LastIndexOf('/') + 1)..];
        return IsFileName(name) && Path.GetExtension(name).Length > 1 ? name : null;
    }

    /// <summary>The file name of a Content-Disposition header, without any folder in it.</summary>
    public static string? FromContentDisposition(string? fileName)
    {
        if (fileName is null) return null;
        var name = fileName.Trim('"').Replace('\\', '/');
        name = name[(name.LastIndexOf('/') + 1)..];
        return IsFileName(name) ? name : null;
    }

    /// <summary>The full path of a normalized name in a folder.</summary>
    /// <exception cref="WorkItemException">A symbolic link on the way leads elsewhere.</exception>
    public static string PathIn(string folder, string normalized)
    {
        var path = folder;
        foreach (var segment in normalized.Split('/'))
        {
            path = Path.Combine(path, segment);
            if (new FileInfo(path).LinkTarget is not null || new DirectoryInfo(path).LinkTarget is not null)
                throw new WorkItemException($"'{normalized}' is or passes through a symbolic link, which a job may not use for its files.");
        }

        return path;
    }

    private static bool Refuse(string why, out string reason)
    {
        reason = why;
        return false;
    }

    private static string Printable(string text) => new([.. text.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
}
