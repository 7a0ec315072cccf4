using Microsoft.Net.Http.Headers;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Values from outside that become response headers.</summary>
internal static class HeaderValues
{
    /// <summary>The value, when it can stand in a header; null for none.</summary>
    /// <exception cref="OssRefusal">400: it holds a control character or is not ASCII.</exception>
    public static string? Check(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        return value.All(character => character is >= ' ' and <= '~') ? value : throw OssRefusal.BadValue(name);
    }

    /// <summary>The content disposition of an object: the uploader's, or a download under the last part of its key.</summary>
    public static string Disposition(StoredObject stored)
    {
        if (stored.Headers.ContentDisposition is { } given) return given;
        var name = stored.ObjectKey[(stored.ObjectKey.LastIndexOf('/') + 1)..];
        if (name.All(character => character is >= ' ' and <= '~' and not '"' and not '\\')) return $"attachment; filename=\"{name}\"";

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }
}
