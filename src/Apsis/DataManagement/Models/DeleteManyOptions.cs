namespace Apsis.DataManagement;

/// <summary>How many objects are deleted.</summary>
public sealed class DeleteManyOptions
{
    /// <summary>Calls at the same time, 1 to 64. Default 8. The rate limit of OSS is 1000 calls a minute.</summary>
    public int MaxConcurrency { get; set; } = 8;
}
