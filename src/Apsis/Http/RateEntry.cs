namespace Apsis.Http;

/// <summary>A call that counts: whose it is, and when it went or, once that is known, was answered.</summary>
internal readonly record struct RateEntry(Guid Call, Guid Taker, DateTimeOffset At);
