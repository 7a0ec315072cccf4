namespace Apsis.Http;

/// <summary>A call that the gate let through.</summary>
internal readonly record struct RatePass(RateGate Gate, Guid Call, DateTimeOffset StartedAt)
{
    public ValueTask DoneAsync() => Gate.DoneAsync(this);

    /// <summary>The call is not made after all.</summary>
    public ValueTask WithdrawAsync() => Gate.WithdrawAsync(this);

    public ValueTask RefusedAsync(TimeSpan pause) => Gate.RefusedAsync(this, pause);
}
