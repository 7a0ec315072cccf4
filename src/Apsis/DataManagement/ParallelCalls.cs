using System.Runtime.CompilerServices;

namespace Apsis.DataManagement;

/// <summary>Makes a call for each of many things: a bounded number at a time, answers in the order of the things.</summary>
internal static class ParallelCalls
{
    public const int Most = 64;

    /// <remarks>Whoever stops reading ends the calls under way, and waits for their end.</remarks>
    public static async IAsyncEnumerable<TAnswer> SelectAsync<TThing, TAnswer>(
        IAsyncEnumerable<TThing> things, int maxConcurrency, Func<TThing, CancellationToken, Task<TAnswer>> call,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxConcurrency, Most);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<TAnswer>>();
        try
        {
            await foreach (var thing in things.WithCancellation(stop.Token).ConfigureAwait(false))
            {
                underWay.Enqueue(call(thing, stop.Token));
                if (underWay.Count == maxConcurrency)
                    yield return await underWay.Dequeue().ConfigureAwait(false);
            }

            while (underWay.TryDequeue(out var next))
                yield return await next.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            // Their failures are told by the one that ended the loop, or nobody wants to know any more.
            foreach (var left in underWay)
                await left.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        }
    }
}
