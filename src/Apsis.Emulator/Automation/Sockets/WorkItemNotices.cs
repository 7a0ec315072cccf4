using System.Text.Json;
using System.Threading.Channels;

namespace Apsis.Emulator.Automation.Sockets;

/// <summary>What a WorkItem says of itself to one who listens: how far it is, and in the end how it ended.</summary>
internal sealed class WorkItemNotices
{
    // Who does not keep up misses the oldest; never the end.
    private const int MaxProgress = 16;

    private readonly Channel<JsonElement> _progress =
        Channel.CreateBounded<JsonElement>(new BoundedChannelOptions(MaxProgress) { FullMode = BoundedChannelFullMode.DropOldest });

    private StoredWorkItem? _ended;

    /// <summary>The WorkItem as it ended; to be asked once all progress is read.</summary>
    public StoredWorkItem Ended => _ended ?? throw new InvalidOperationException("The WorkItem has not ended.");

    public void Progress(JsonElement said) => _progress.Writer.TryWrite(said);

    public void End(StoredWorkItem ended)
    {
        _ended ??= ended;
        _progress.Writer.TryComplete();
    }

    /// <summary>What is said from now on, until the WorkItem ends.</summary>
    public IAsyncEnumerable<JsonElement> ReadProgressAsync(CancellationToken cancellationToken) => _progress.Reader.ReadAllAsync(cancellationToken);
}
