using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Apsis.Automation;
using Apsis.Exceptions;

namespace Apsis;

public sealed partial class AutomationWorkflow
{
    /// <summary>Submits WorkItems in batches of up to 100 and waits for all of them together.</summary>
    /// <param name="workItems">Any number, of any Activities.</param>
    /// <param name="options">How to wait; the same for each.</param>
    /// <param name="cancellationToken">Ends the call. WorkItems that were submitted go on.</param>
    /// <returns>How each ended, in the order of the specs.</returns>
    /// <exception cref="WorkItemTimeoutException">The wait for one of them ran out; they all go on. To have the other results then, take <see cref="RunBatchWorkItemsAsCompletedAsync"/>.</exception>
    /// <exception cref="RunFailedException">The submission stopped halfway; the exception names what was submitted.</exception>
    public async Task<IReadOnlyList<WorkItemResult>> RunBatchWorkItemsAsync(
        IReadOnlyList<WorkItemSpec> workItems, WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workItems);
        var items = await _host.Submitter.SubmitAllAsync(workItems, cancellationToken).ConfigureAwait(false);
        return await Task.WhenAll(items.Select(item => WaitForCompletionAsync(item.Id, options, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>As <see cref="RunBatchWorkItemsAsync"/>, but each result is given as soon as its WorkItem has ended.</summary>
    /// <remarks>A WorkItem that is refused and a wait that runs out are results with an error. Whoever leaves the loop early ends the waits; the WorkItems go on.</remarks>
    /// <exception cref="RunFailedException">The submission was cancelled halfway; the exception names what was submitted.</exception>
    public async IAsyncEnumerable<BatchResult> RunBatchWorkItemsAsCompletedAsync(
        IReadOnlyList<WorkItemSpec> workItems, WaitOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workItems);
        var items = await _host.Submitter.SubmitEachAsync(workItems, cancellationToken).ConfigureAwait(false);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var waits = items.Select((item, index) => CaughtAsync(index, null, () => item.Item is { } submitted
                ? WaitForCompletionAsync(submitted.Id, options, leaving.Token)
                : Task.FromException<WorkItemResult>(item.Error!), leaving.Token));
            await foreach (var ended in Task.WhenEach(waits).ConfigureAwait(false))
                yield return await ended.ConfigureAwait(false);
        }
        finally
        {
            await leaving.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs with files, many of them: a bounded number at a time, each with the whole path of <see cref="RunWorkItemWithFilesAsync"/>.</summary>
    /// <param name="runs">Any number, of any Activities. Read as places become free: it may be a query over a folder, and need not fit into memory.</param>
    /// <param name="options">How many at a time; 100 when null.</param>
    /// <param name="cancellationToken">Cancels the runs that are under way, and their WorkItems.</param>
    /// <remarks>Whoever leaves the loop early cancels the runs that are under way, and their WorkItems.</remarks>
    /// <returns>Each as it ends, with its place in the list. A run that goes wrong is a result too, and does not stop the others.</returns>
    public async IAsyncEnumerable<BatchResult> RunBatchWithFilesAsync(
        IEnumerable<BatchRun> runs, BatchOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        options ??= new BatchOptions();
        options.Validate();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = Channel.CreateBounded<BatchResult>(new BoundedChannelOptions(options.MaxInFlight) { SingleReader = true });
        var working = Parallel.ForEachAsync(runs.Index(), new ParallelOptions { MaxDegreeOfParallelism = options.MaxInFlight, CancellationToken = leaving.Token },
            async (run, stop) => await ended.Writer.WriteAsync(await CaughtAsync(run.Index, run.Item, () => RunAsync(run.Item, stop), stop).ConfigureAwait(false), stop).ConfigureAwait(false));
        var done = working.ContinueWith(all => ended.Writer.Complete(all.Exception?.InnerException), TaskScheduler.Default);
        try
        {
            await foreach (var result in ended.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return result;
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            // Whoever leaves the loop early leaves no run behind.
            await leaving.CancelAsync().ConfigureAwait(false);
            await done.ConfigureAwait(false);
        }

        Task<WorkItemResult> RunAsync(BatchRun run, CancellationToken stop)
        {
            ArgumentNullException.ThrowIfNull(run);
            return this.RunAsync(run.ActivityId, run.Options ?? new RunWorkItemOptions(), isOneOfMany: true, stop);
        }
    }

    private static async Task<BatchResult> CaughtAsync(int index, BatchRun? of, Func<Task<WorkItemResult>> run, CancellationToken cancellationToken)
    {
        try
        {
            return new BatchResult { Index = index, Run = of, Result = await run().ConfigureAwait(false) };
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            return new BatchResult { Index = index, Run = of, Error = error };
        }
    }
}
