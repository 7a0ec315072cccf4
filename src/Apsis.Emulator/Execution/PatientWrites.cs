namespace Apsis.Emulator.Execution;

/// <summary>Writes that must happen: a database that refuses, a full disk say, is asked again until it takes them or the emulator stops.</summary>
internal sealed class PatientWrites(ApsEmulatorOptions options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="what">For the log: what cannot be done.</param>
    /// <param name="write">The write.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<T> DoAsync<T>(string what, Func<Task<T>> write, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                options.RequestLog?.WriteLine($"{what}, and is tried again: {e.Message}");
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
