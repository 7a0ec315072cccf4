using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Apsis.Cli.Running;

/// <summary>Ctrl-C and requests to end, one after another, as something to wait for.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly Channel<Interrupt> _arrived = Channel.CreateUnbounded<Interrupt>();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>From here on, signals no longer end the process.</summary>
    public void ListenToSignals()
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Take(context, Interrupt.CtrlC)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Take(context, Interrupt.Terminate)));
    }

    public void Raise(Interrupt interrupt) => _arrived.Writer.TryWrite(interrupt);

    /// <summary>Waits for the next one. Cancelling the wait loses none.</summary>
    public ValueTask<Interrupt> NextAsync(CancellationToken cancellationToken) => _arrived.Reader.ReadAsync(cancellationToken);

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Take(PosixSignalContext context, Interrupt interrupt)
    {
        context.Cancel = true;
        Raise(interrupt);
    }
}
