namespace Apsis.Cli.Running;

/// <summary>Waits for work and for interrupts at the same time.</summary>
internal static class Interruptible
{
    /// <summary>The interrupt that arrived before <paramref name="work"/> was done; null when it was done first. Does not throw what the work throws.</summary>
    public static async Task<Interrupt?> NextBeforeAsync(this Interrupts interrupts, Task work)
    {
        using var waiting = new CancellationTokenSource();
        var next = interrupts.NextAsync(waiting.Token).AsTask();
        if (await Task.WhenAny(work, next) == next)
            return await next;

        await waiting.CancelAsync();
        try
        {
            // One that arrived in this very moment is as good as one before.
            return await next;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Does work whose token ends with the first interrupt.</summary>
    public static async Task<(T Done, Interrupt? Interrupt)> UntilAsync<T>(this Interrupts interrupts, Func<CancellationToken, Task<T>> work)
    {
        using var stop = new CancellationTokenSource();
        var task = work(stop.Token);
        var interrupt = await interrupts.NextBeforeAsync(task);
        if (interrupt is not null)
            await stop.CancelAsync();
        return (await task, interrupt);
    }
}
