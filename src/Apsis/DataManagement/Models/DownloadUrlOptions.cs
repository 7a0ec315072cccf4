using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>How download addresses are made.</summary>
public sealed class DownloadUrlOptions
{
    /// <summary>How long they are valid, 1 to 60 minutes. Default 60; the service's own is 2.</summary>
    public int Minutes { get; set; } = ApsLimits.MaxSignedUrlMinutes;

    /// <summary>Whether an object of a resumable upload that is not merged yet has one address instead of many. Default true.</summary>
    public bool PublicResourceFallback { get; set; } = true;

    /// <summary>Whether the address leads to the content delivery network. Default false. Not for batches.</summary>
    public bool UseCdn { get; set; }

    internal string Query => $"minutesExpiration={UrlMinutes.Check(Minutes)}&public-resource-fallback={(PublicResourceFallback ? "true" : "false")}";
}
