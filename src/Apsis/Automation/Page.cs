using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>One page of a listing of Design Automation.</summary>
internal sealed record Page<T>
{
    [JsonPropertyName("paginationToken")]
    public string? PaginationToken { get; init; }

    [JsonPropertyName("data")]
    public IReadOnlyList<T> Data { get; init => field = value ?? []; } = [];
}
