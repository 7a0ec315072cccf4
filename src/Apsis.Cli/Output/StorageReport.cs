namespace Apsis.Cli.Output;

/// <summary>How a command of <c>apsis buckets</c> or <c>apsis objects</c> ended; what it has nothing to say of is absent.</summary>
internal sealed record StorageReport
{
    /// <summary><c>success</c>, <c>cancelled</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    public required int ExitCode { get; init; }

    public string? Error { get; init; }

    /// <summary>Whether nothing was done, and only told.</summary>
    public bool? DryRun { get; init; }

    public string? Bucket { get; init; }

    public IReadOnlyList<BucketLine>? Buckets { get; init; }

    public IReadOnlyList<ObjectLine>? Objects { get; init; }

    /// <summary>Of a listing that does not go into folders: their keys, each with a slash at its end.</summary>
    public IReadOnlyList<string>? Folders { get; init; }

    public IReadOnlyList<CopyLine>? Copies { get; init; }

    /// <summary>The signed URL: whoever has it may use it.</summary>
    public string? Url { get; init; }

    public DateTimeOffset? Expires { get; init; }

    /// <summary>Objects that a cleanup left because they have no dates.</summary>
    public long? Undated { get; init; }

    public static StorageReport Success { get; } = new() { Status = "success", ExitCode = Cli.ExitCode.Success };

    public static StorageReport Failed(string error) => new() { Status = "error", ExitCode = Cli.ExitCode.Service, Error = error };
}

/// <summary>A bucket in a report.</summary>
internal sealed record BucketLine(string Bucket, string? Policy, DateTimeOffset? Created, string? Owner = null, IReadOnlyList<GrantLine>? Permissions = null);

/// <summary>What an app may do in a bucket.</summary>
internal sealed record GrantLine(string ClientId, string Access);

/// <summary>An object in a report.</summary>
internal sealed record ObjectLine
{
    public required string Bucket { get; init; }

    public required string Key { get; init; }

    public long Bytes { get; init; }

    public string? Sha1 { get; init; }

    public string? ContentType { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    public DateTimeOffset? Accessed { get; init; }

    public string? Metadata { get; init; }

    /// <summary>The name that Design Automation understands.</summary>
    public string? Urn { get; init; }

    /// <summary>Of a deletion: whether it is gone.</summary>
    public bool? Deleted { get; init; }

    public string? Error { get; init; }
}

/// <summary>One file or object of a copy.</summary>
internal sealed record CopyLine(string Source, string Destination, string Status, long? Bytes = null, string? Error = null)
{
    public const string Copied = "copied";
    public const string Skipped = "skipped";
    public const string Same = "same";
    public const string Planned = "planned";
    public const string Failed = "failed";
}
