using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>How a signed resource is made.</summary>
public sealed class SignedResourceOptions
{
    /// <summary>What it lets do. Default <see cref="SignedAccess.Read"/>.</summary>
    public SignedAccess Access { get; set; }

    /// <summary>How long it is valid, 1 to 60 minutes. Default 60.</summary>
    public int Minutes { get; set; } = ApsLimits.MaxSignedUrlMinutes;

    /// <summary>Whether it ends with its first use. Default false.</summary>
    public bool SingleUse { get; set; }

    /// <summary>Whether its address leads to the content delivery network. Default false.</summary>
    public bool UseCdn { get; set; }

    internal string Query => $"access={Word}{(UseCdn ? "&useCdn=true" : "")}";

    internal SignedResourceRequest Body => new() { MinutesExpiration = UrlMinutes.Check(Minutes), SingleUse = SingleUse ? true : null };

    private string Word => Access switch
    {
        SignedAccess.Read => "read",
        SignedAccess.Write => "write",
        SignedAccess.ReadWrite => "readwrite",
        _ => throw new ArgumentOutOfRangeException(nameof(Access), Access, "The access is read, write or both."),
    };
}
