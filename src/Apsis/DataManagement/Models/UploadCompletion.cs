namespace Apsis.DataManagement;

/// <summary>Makes an object of the parts that were sent.</summary>
public sealed record UploadCompletion
{
    /// <summary>The key of the object.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>The upload: <see cref="UploadUrls.UploadKey"/>.</summary>
    public required string UploadKey { get; init; }

    /// <summary>Bytes in all. When given, the service compares it.</summary>
    public long? Size { get; init; }

    /// <summary>The entity tag of each part, in order. When given, the service compares them.</summary>
    public IReadOnlyList<string>? ETags { get; init; }

    /// <summary>What is said of the object.</summary>
    public ObjectMetadata? Metadata { get; init; }

    /// <summary>Without the upload key, which is half of a permission.</summary>
    public override string ToString() => $"UploadCompletion {{ ObjectKey = {ObjectKey}, Size = {Size}, Parts = {ETags?.Count} }}";

    /// <exception cref="ArgumentException">A key is empty, or the metadata can not travel.</exception>
    internal UploadCompletion Checked()
    {
        DataManagement.ObjectKey.Parse(ObjectKey);
        ArgumentException.ThrowIfNullOrEmpty(UploadKey);
        Metadata?.Checked();
        return this;
    }
}
