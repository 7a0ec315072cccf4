using Microsoft.Extensions.Hosting;

namespace Apsis.Emulator.Hosting;

/// <summary>Leaves Ctrl+C and SIGTERM to the program that hosts the emulator, of which there may be many in one process.</summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
