using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Takes files as they come, 25 to a chunk, and works on a few chunks at a time. What is ahead is bounded, whatever the length of the list.</summary>
internal static class FileChunks
{
    /// <param name="files">The files.</param>
    /// <param name="keyOf">The key of the object: one that comes twice is not in a chunk twice.</param>
    /// <param name="connections">As many files, and some more, are on their way at a time.</param>
    /// <param name="work">Moves the files of a chunk; it tells each as it ends, and does not throw for what is wrong with one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async IAsyncEnumerable<FileTransfer> RunAsync<T>(
        IAsyncEnumerable<T> files, Func<T, string> keyOf, int connections, Func<IReadOnlyList<T>, Action<FileTransfer>, CancellationToken, Task> work,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ended = Channel.CreateUnbounded<FileTransfer>(new UnboundedChannelOptions { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = (connections / ApsLimits.ObjectsPerBatch) + 2,
            CancellationToken = stop.Token,
        };
        // Results are as many as files on their way: who reads slowly is waited for.
        using var room = new SemaphoreSlim(parallel.MaxDegreeOfParallelism * ApsLimits.ObjectsPerBatch * 2);
        var working = WorkAsync();
        try
        {
            await foreach (var transfer in ended.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                room.Release();
                yield return transfer;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task WorkAsync()
        {
            try
            {
                await Parallel.ForEachAsync(CutAsync(files, keyOf, room, stop.Token), parallel, async (chunk, token) =>
                    await work(chunk, transfer => ended.Writer.TryWrite(transfer), token).ConfigureAwait(false)).ConfigureAwait(false);
                ended.Writer.Complete();
            }
            catch (Exception error)
            {
                ended.Writer.Complete(error);
                throw;
            }
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<T>> CutAsync<T>(
        IAsyncEnumerable<T> files, Func<T, string> keyOf, SemaphoreSlim room, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chunk = new List<T>(ApsLimits.ObjectsPerBatch);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var file in files.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (chunk.Count == ApsLimits.ObjectsPerBatch || !keys.Add(keyOf(file)))
            {
                yield return chunk;
                chunk = new List<T>(ApsLimits.ObjectsPerBatch);
                keys.Clear();
                keys.Add(keyOf(file));
            }

            chunk.Add(file);
        }

        if (chunk.Count > 0)
            yield return chunk;
    }
}
