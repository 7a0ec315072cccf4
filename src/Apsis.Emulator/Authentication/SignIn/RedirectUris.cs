namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>Where browsers may be sent: what the options list, else https and this machine.</summary>
internal sealed class RedirectUris(ApsEmulatorOptions options)
{
    /// <summary>Whether an answer may go there.</summary>
    public bool Allow(string text)
    {
        // What is no plain ASCII can not stand in a header, and a fragment would swallow the answer.
        if (!text.All(character => character is > ' ' and < '\x7f') || text.Contains('#', StringComparison.Ordinal)) return false;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.IsFile || uri.Scheme is "javascript" or "data") return false;
        var listed = options.Authentication.RedirectUris;
        return listed.Count == 0 ? IsHarmless(uri) : listed.Any(pattern => Matches(pattern, text));
    }

    /// <summary>Whether somebody who signs out may be sent there: the host is what counts.</summary>
    public bool AllowAfterLogout(string text)
    {
        if (!text.All(character => character is > ' ' and < '\x7f') || !Uri.TryCreate(text, UriKind.Absolute, out var uri)) return false;
        if (uri.Scheme is not ("http" or "https")) return false;
        var listed = options.Authentication.RedirectUris;
        return listed.Count == 0 ? IsHarmless(uri) : listed.Any(pattern => HostOf(pattern) == uri.Host);
    }

    private static bool IsHarmless(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback;

    private static bool Matches(string pattern, string text)
    {
        if (pattern.EndsWith('*')) return text.StartsWith(pattern[..^1], StringComparison.Ordinal);
        var query = text.IndexOf('?', StringComparison.Ordinal);
        return pattern == (query < 0 ? text : text[..query]);
    }

    private static string? HostOf(string pattern) => Uri.TryCreate(pattern.TrimEnd('*'), UriKind.Absolute, out var uri) ? uri.Host : null;
}
