using System.Net;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Faults.Execution;

/// <summary>Stands between the emulator and the receivers of its callbacks.</summary>
internal sealed class CallbackFaults(FaultInjector faults)
{
    private static readonly CallbackOutcome Believed = new(HttpStatusCode.OK, null);

    // Completed, and replaced by a new one, each time a callback has gone out.
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CallbackOutcome> SendAsync(ArgumentBody callback, Func<Task<CallbackOutcome>> send, CancellationToken cancellationToken)
    {
        if (faults.Plan is null) return send();
        var path = Uri.TryCreate(callback.Url, UriKind.Absolute, out var url) ? url.AbsolutePath : "/";
        var target = new FaultTarget(FaultFamilies.Callbacks, IsJob: false, callback.Verb?.ToUpperInvariant() ?? "POST", path);
        return SendAsync(faults.Strike(target).FirstOrDefault(), send, cancellationToken);
    }

    private async Task<CallbackOutcome> SendAsync(Fault? fault, Func<Task<CallbackOutcome>> send, CancellationToken cancellationToken)
    {
        fault?.Happened();
        switch (fault?.Rule.Kind)
        {
            case FaultKind.CallbackLost:
                return Believed;
            case FaultKind.CallbackLate:
                await Task.Delay(fault.Rule.Delay, TimeProvider.System, cancellationToken);
                break;
            case FaultKind.CallbackDoubled:
                await SendAndTellAsync(send);
                break;
            case FaultKind.CallbackReordered:
                await Task.WhenAny(Volatile.Read(ref _next).Task, Task.Delay(fault.Rule.Delay, TimeProvider.System, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                break;
        }

        return await SendAndTellAsync(send);
    }

    private async Task<CallbackOutcome> SendAndTellAsync(Func<Task<CallbackOutcome>> send)
    {
        var outcome = await send();
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return outcome;
    }
}
