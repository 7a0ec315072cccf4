using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>Asks for the addresses of parts of an upload.</summary>
public sealed record UploadUrlRequest
{
    /// <summary>The key of the object.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>The upload to go on with. Default: a new one.</summary>
    public string? UploadKey { get; init; }

    /// <summary>The first part, counted from 1. Default 1.</summary>
    public int FirstPart { get; init; } = 1;

    /// <summary>How many parts, 1 to 25. Default 1.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Without the upload key, which is half of a permission.</summary>
    public override string ToString() => $"UploadUrlRequest {{ ObjectKey = {ObjectKey}, FirstPart = {FirstPart}, Parts = {Parts} }}";

    /// <exception cref="ArgumentException">The key is empty, or a number is out of range.</exception>
    internal UploadUrlRequest Checked()
    {
        DataManagement.ObjectKey.Parse(ObjectKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstPart, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Parts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Parts, ApsLimits.UrlsPerUploadRequest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FirstPart, ApsLimits.MaxParts - Parts + 1);
        return this;
    }
}
