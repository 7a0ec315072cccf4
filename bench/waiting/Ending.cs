namespace Apsis.Bench.Waiting;

/// <summary>When the service accepted a WorkItem, when it had ended there, and when its caller was told.</summary>
internal readonly record struct Ending(DateTimeOffset Accepted, DateTimeOffset Ended, DateTimeOffset Told);
