namespace Apsis.Http;

/// <summary>Where a <see cref="RateLedger"/> is kept: in this process, or in a file that several share.</summary>
internal interface IRateBook
{
    /// <summary>Enters a call if it may go now.</summary>
    /// <returns>Zero when it is entered; otherwise when to ask again at the latest.</returns>
    ValueTask<TimeSpan> TryTakeAsync(Guid call, CallPriority priority);

    /// <summary>Nobody of this process waits any more.</summary>
    ValueTask RestAsync();

    ValueTask DoneAsync(Guid call);

    ValueTask WithdrawAsync(Guid call);

    ValueTask RefusedAsync(DateTimeOffset startedAt, TimeSpan pause);

    /// <summary>Calls a minute that this process can count on for a priority; null when none are held back.</summary>
    double? PerMinute(CallPriority priority);
}
