namespace Apsis.DataManagement;

/// <summary>What the details of an object tell only when asked (OSS v2, GET details, <c>with</c>).</summary>
[Flags]
public enum ObjectExtras
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary><see cref="StoredObject.CreatedDate"/>.</summary>
    CreatedDate = 1,

    /// <summary><see cref="StoredObject.LastAccessedDate"/>.</summary>
    LastAccessedDate = 2,

    /// <summary><see cref="StoredObject.LastModifiedDate"/>.</summary>
    LastModifiedDate = 4,

    /// <summary><see cref="StoredObject.UserDefinedMetadata"/>.</summary>
    UserDefinedMetadata = 8,

    /// <summary>All of them.</summary>
    All = CreatedDate | LastAccessedDate | LastModifiedDate | UserDefinedMetadata,
}
