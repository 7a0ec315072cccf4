using System.ComponentModel;
using System.Diagnostics;

namespace Apsis.Cli.Auth;

/// <summary>The browser of whoever sits at this machine.</summary>
internal static class Browser
{
    // The browser outlives the command, and what it says is not for the command's streams. The address is an argument, not a piece of script.
    private const string Detached = "exec \"$0\" \"$1\" </dev/null >/dev/null 2>&1";

    /// <summary>Opens an address. Whether a page appears is not known: the caller shows the address, too.</summary>
    public static void Open(Uri url)
    {
        if (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            return;

        try
        {
            var start = OperatingSystem.IsWindows()
                ? new ProcessStartInfo(url.AbsoluteUri) { UseShellExecute = true }
                : new ProcessStartInfo("sh", ["-c", Detached, OperatingSystem.IsMacOS() ? "open" : "xdg-open", url.AbsoluteUri]);
            using var process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            // No browser, or none that the system knows.
        }
    }
}
