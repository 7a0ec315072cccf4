namespace Apsis.Http;

/// <summary>A process that waits for a call: how urgent the most urgent is, and when it last said so.</summary>
internal readonly record struct RateWaiter(CallPriority Priority, DateTimeOffset At);
