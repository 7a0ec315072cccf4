using System.Text.Json.Serialization;

namespace Apsis.DataManagement;

/// <summary>The body that creates a bucket.</summary>
internal sealed record BucketCreation
{
    [JsonPropertyName("bucketKey")]
    public required string BucketKey { get; init; }

    [JsonPropertyName("policyKey")]
    public required string PolicyKey { get; init; }

    [JsonPropertyName("allow")]
    public IReadOnlyList<BucketGrant>? Allow { get; init; }
}

/// <summary>The body that protects a bucket, or no longer.</summary>
internal sealed record BucketProtection
{
    [JsonPropertyName("protection")]
    public required bool Protection { get; init; }
}

/// <summary>The body of a step of a change of owner.</summary>
internal sealed record BucketTransfer
{
    [JsonPropertyName("operation")]
    public required string Operation { get; init; }

    [JsonPropertyName("key")]
    public string? Key { get; init; }
}

/// <summary>One page of a listing of OSS; the last one has no <c>next</c>.</summary>
internal sealed record StoragePage<T>
{
    [JsonPropertyName("items")]
    public IReadOnlyList<T> Items { get; init => field = value ?? []; } = [];

    [JsonPropertyName("next")]
    public string? Next { get; init; }
}
