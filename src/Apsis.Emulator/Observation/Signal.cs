namespace Apsis.Emulator.Observation;

/// <summary>Wakes whoever waits for the next time that something happens.</summary>
internal sealed class Signal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes at the next <see cref="Raise"/>. Taken before one looks at what there is, so that nothing is missed.</summary>
    public Task Next
    {
        get
        {
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh).Task;
        }
    }

    public void Raise() => Interlocked.Exchange(ref _next, null)?.SetResult();
}
