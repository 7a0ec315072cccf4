using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>How long a signed URL is valid: 1 to 60 minutes.</summary>
internal static class UrlMinutes
{
    public static int Check(int minutes) => minutes is >= 1 and <= ApsLimits.MaxSignedUrlMinutes
        ? minutes
        : throw new ArgumentOutOfRangeException(nameof(minutes), minutes, $"A signed URL is valid for 1 to {ApsLimits.MaxSignedUrlMinutes} minutes.");
}
