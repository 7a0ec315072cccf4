using System.Collections.Concurrent;

namespace Apsis.AspNetCore.Tests.Support;

/// <summary>A program's own handler that writes down what it is told, and does what a test says.</summary>
internal sealed class RecordingHandler : IWorkItemCallbackHandler
{
    public ConcurrentQueue<ReceivedCallback> Completed { get; } = new();

    public ConcurrentQueue<ReceivedCallback> Progressed { get; } = new();

    public Func<ReceivedCallback, CancellationToken, Task> Work { get; set; } = (_, _) => Task.CompletedTask;

    public Func<ReceivedCallback, bool> Cancels { get; set; } = _ => false;

    public async Task OnCompleteAsync(ReceivedCallback callback, CancellationToken cancellationToken)
    {
        await Work(callback, cancellationToken);
        Completed.Enqueue(callback);
    }

    public async Task OnProgressAsync(ReceivedCallback callback, CancellationToken cancellationToken)
    {
        await Work(callback, cancellationToken);
        Progressed.Enqueue(callback);
    }

    public bool ShouldCancel(ReceivedCallback callback) => Cancels(callback);
}
