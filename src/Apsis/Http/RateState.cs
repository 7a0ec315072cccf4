using System.Text.Json.Serialization;

namespace Apsis.Http;

/// <summary>A <see cref="RateLedger"/> as processes hand it to each other, and who of them waits.</summary>
internal sealed record RateState
{
    public double Limit { get; init; }

    public DateTimeOffset PausedUntil { get; init; }

    public DateTimeOffset LimitChangedAt { get; init; }

    public DateTimeOffset RefusedAt { get; init; }

    public IReadOnlyList<RateEntry> Calls { get; init => field = value ?? []; } = [];

    /// <summary>The processes that wait for a call.</summary>
    public IReadOnlyDictionary<Guid, RateWaiter> Waiting { get; init => field = value ?? new Dictionary<Guid, RateWaiter>(); } = new Dictionary<Guid, RateWaiter>();
}

[JsonSerializable(typeof(RateState))]
internal sealed partial class RateStateJson : JsonSerializerContext;
