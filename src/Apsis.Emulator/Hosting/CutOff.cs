using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Hosting;

/// <summary>Answers that the emulator itself does not bring to their end: the list of requests is to say so.</summary>
internal static class CutOff
{
    private static readonly object Mark = new();

    /// <summary>Ends the connection; nothing of the answer is sent any more.</summary>
    public static void Cut(this HttpContext http)
    {
        http.MarkCutOff();
        http.Abort();
    }

    /// <summary>Says that the answer will be shorter than it promised.</summary>
    public static void MarkCutOff(this HttpContext http) => http.Items[Mark] = Mark;

    /// <summary>Whether the answer broke off, or never began.</summary>
    public static bool IsCutOff(this HttpContext http) => http.Items.ContainsKey(Mark);
}
