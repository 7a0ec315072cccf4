using System.Runtime.ExceptionServices;

namespace Apsis.DataManagement.Transfers;

/// <summary>Parts of one transfer under way. The first that fails stops the others, and its failure is the transfer's.</summary>
internal sealed class PartGroup
{
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop;
    private ExceptionDispatchInfo? _failure;
    private int _running = 1;

    private PartGroup(CancellationTokenSource stop) => _stop = stop;

    /// <summary>Ends with the group.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Runs <paramref name="produce"/>, which starts parts, and waits until all have ended, whatever happens.</summary>
    public static async Task RunAsync(Func<PartGroup, Task> produce, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var group = new PartGroup(stop);
        await group.FollowAsync(produce(group)).ConfigureAwait(false);
        await group._idle.Task.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        group._failure?.Throw();
    }

    public void Start(Func<CancellationToken, Task> part)
    {
        Interlocked.Increment(ref _running);
        _ = FollowAsync(Task.Run(() => part(Token), CancellationToken.None));
    }

    private async Task FollowAsync(Task part)
    {
        try
        {
            await part.ConfigureAwait(false);
        }
        // Whatever it was, it is thrown by RunAsync.
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);
            await _stop.CancelAsync().ConfigureAwait(false);
        }

        if (Interlocked.Decrement(ref _running) == 0)
            _idle.SetResult();
    }
}
