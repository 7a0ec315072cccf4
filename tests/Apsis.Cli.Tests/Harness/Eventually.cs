namespace Apsis.Cli.Tests.Harness;

/// <summary>Waits for something that is about to be true.</summary>
public static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, Func<string> state, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"It did not become true within 30 s. State: {state()}");
            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>The same for what has to be asked for.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition())
            await Task.Delay(100, limit.Token);
    }
}
