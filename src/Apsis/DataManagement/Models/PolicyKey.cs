namespace Apsis.DataManagement;

/// <summary>How long a bucket keeps its objects; fixed when it is created (OSS v2, retention policy).</summary>
public static class PolicyKey
{
    /// <summary>24 hours from upload.</summary>
    public const string Transient = "transient";

    /// <summary>30 days from upload.</summary>
    public const string Temporary = "temporary";

    /// <summary>Until deleted.</summary>
    public const string Persistent = "persistent";
}
