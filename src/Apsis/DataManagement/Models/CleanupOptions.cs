namespace Apsis.DataManagement;

/// <summary>Which old objects are deleted, and how.</summary>
public sealed class CleanupOptions
{
    /// <summary>Only objects whose key begins so. Default all.</summary>
    public string? Prefix { get; set; }

    /// <summary>Only tell what would be deleted. Default false.</summary>
    public bool DryRun { get; set; }

    /// <summary>Objects looked at in the same time, 1 to 64. Default 8. Each costs a call, or two.</summary>
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>Told how far it is. Default nobody.</summary>
    public IProgress<CleanupProgress>? Progress { get; set; }
}
