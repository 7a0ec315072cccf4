using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;

namespace Apsis.Emulator.Storage;

/// <summary>Empties the database's write-ahead log soon after something secret was deleted, once for all that was deleted meanwhile.</summary>
internal sealed class LogScrub(EmulatorDatabase database, ApsEmulatorOptions options) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Has the log emptied within a second or two.</summary>
    public void Ask() => _asked.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var _ in _asked.Reader.ReadAllAsync(stoppingToken))
            {
                if (!await TryAsync(stoppingToken)) Ask();
                // In real time, whatever the options' clock says: it spares the disk when WorkItems end by the hundred.
                await Task.Delay(Pause, TimeProvider.System, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The emulator stops, and empties the log then.
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.TryEmptyLogAsync(cancellationToken);
        }
        catch (SqliteException e)
        {
            options.RequestLog?.WriteLine($"The log of the database cannot be emptied, and is tried again: {e.Message}");
            return false;
        }
    }
}
