namespace Apsis.Auth;

/// <summary>The scopes of APS, as the guides of Authentication and of Secure Service Accounts list them.</summary>
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

    /// <summary>Read service accounts. For two-legged tokens of the app that owns them.</summary>
    public const string ServiceAccountRead = "application:service_account:read";

    /// <summary>Make, change and delete service accounts.</summary>
    public const string ServiceAccountWrite = "application:service_account:write";

    /// <summary>Read the keys of service accounts.</summary>
    public const string ServiceAccountKeyRead = "application:service_account_key:read";

    /// <summary>Make, change and delete the keys of service accounts.</summary>
    public const string ServiceAccountKeyWrite = "application:service_account_key:write";

    /// <summary>The scope to read one resource only, named by its urn (<c>data:read:&lt;URN&gt;</c>).</summary>
    public static string DataReadOf(string urn)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(urn);
        return $"{DataRead}:{urn}";
    }

    /// <summary>What a Design Automation workflow needs: run WorkItems, make a bucket, move files.</summary>
    public static IReadOnlyList<string> DefaultAutomation { get; } = [CodeAll, DataRead, DataWrite, DataCreate, BucketCreate, BucketRead];
}
