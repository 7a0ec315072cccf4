using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>One page of a listing; <see cref="PaginationToken"/> is null on the last page, and written so.</summary>
internal sealed record Page<T>
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? PaginationToken { get; init; }

    public required IReadOnlyList<T> Data { get; init; }
}
