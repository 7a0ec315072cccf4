namespace Apsis.Auth;

/// <summary>The scopes of APS, as the Authentication guide lists them.</summary>
public static class Scopes
{
    /// <summary>Read objects.</summary>
    public const string DataRead = "data:read";

    /// <summary>Write and delete objects, and overwrite them.</summary>
    public const string DataWrite = "data:write";

    /// <summary>Create objects.</summary>
    public const string DataCreate = "data:create";

    /// <summary>Search across data.</summary>
    public const string DataSearch = "data:search";

    /// <summary>Create buckets.</summary>
    public const string BucketCreate = "bucket:create";

    /// <summary>List buckets and read their details.</summary>
    public const string BucketRead = "bucket:read";

    /// <summary>Change buckets.</summary>
    public const string BucketUpdate = "bucket:update";

    /// <summary>Delete buckets.</summary>
    public const string BucketDelete = "bucket:delete";

    /// <summary>Everything in Design Automation.</summary>
    public const string CodeAll = "code:all";

    /// <summary>Read the user's profile.</summary>
    public const string UserProfileRead = "user-profile:read";

    /// <summary>Read users.</summary>
    public const string UserRead = "user:read";

    /// <summary>Write users.</summary>
    public const string UserWrite = "user:write";

    /// <summary>Read viewable files.</summary>
    public const string ViewablesRead = "viewables:read";

    /// <summary>Read accounts.</summary>
    public const string AccountRead = "account:read";

    /// <summary>Change accounts.</summary>
    public const string AccountWrite = "account:write";

    /// <summary>Ask for an identity token.</summary>
    public const string OpenId = "openid";

    /// <summary>What a Design Automation workflow needs: run WorkItems, make a bucket, move files.</summary>
    public static IReadOnlyList<string> DefaultAutomation { get; } = [CodeAll, DataRead, DataWrite, DataCreate, BucketCreate, BucketRead];
}
