using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>How upload addresses are made.</summary>
public sealed class UploadUrlOptions
{
    /// <summary>How long they are valid, 1 to 60 minutes. Default 60; the service's own is 2.</summary>
    public int Minutes { get; set; } = ApsLimits.MaxSignedUrlMinutes;

    /// <summary>Whether they lead to S3's accelerated host. Default null: the service's choice, which is yes.</summary>
    public bool? UseAcceleration { get; set; }

    internal string Query => $"minutesExpiration={UrlMinutes.Check(Minutes)}"
        + (UseAcceleration is { } accelerate ? $"&useAcceleration={(accelerate ? "true" : "false")}" : "");
}
