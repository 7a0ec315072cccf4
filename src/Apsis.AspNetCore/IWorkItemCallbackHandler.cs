namespace Apsis.AspNetCore;

/// <summary>What a program does itself when WorkItems call back. Register any number, of any lifetime, as services of this type.</summary>
/// <remarks>
/// The service has its answer before the work begins: it is done behind a bounded queue, several callbacks at a time, in no order. One that throws is logged, and the
/// others go on. When the host stops, what is queued is still handled, as long as the host waits. A callback can be lost, on its way or when the program dies: what
/// must not be lost is found by asking. An end comes once, or twice in rare cases: after 100,000 others, or a restart with the same key.
/// </remarks>
public interface IWorkItemCallbackHandler
{
    /// <summary>A WorkItem has ended. Called behind the answer.</summary>
    /// <param name="callback">What was told.</param>
    /// <param name="cancellationToken">Ends when the host has waited long enough for its end.</param>
    Task OnCompleteAsync(ReceivedCallback callback, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A WorkItem goes on, and its program may have said something (<see cref="Automation.WorkItem.Progress"/>). Called behind the answer.</summary>
    /// <param name="callback">What was told.</param>
    /// <param name="cancellationToken">Ends when the host has waited long enough for its end.</param>
    Task OnProgressAsync(ReceivedCallback callback, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether a WorkItem that tells of its progress is to be cancelled: it is then answered 205. Called before the answer, so it must know at once; not called when another handler has said yes.</summary>
    /// <param name="callback">What was told.</param>
    bool ShouldCancel(ReceivedCallback callback) => false;
}
