using Apsis.Cli.Output;

namespace Apsis.Cli.Storage;

/// <summary>For scripts, which read the report.</summary>
internal sealed class QuietCopyView : ICopyView
{
    public CopyProgress Begin(string name, long? bytes) => new();

    public void Total(CopyTotal total)
    {
    }

    public void Done(CopyLine line)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
