using Apsis.Cli.Output;

namespace Apsis.Cli.Storage;

/// <summary>Where the news of a copy is shown: live on a terminal, as lines, or not at all.</summary>
internal interface ICopyView : IAsyncDisposable
{
    /// <summary>Shows a transfer until it is disposed.</summary>
    CopyProgress Begin(string name, long? bytes);

    /// <summary>Shows how far all are.</summary>
    void Total(CopyTotal total);

    /// <summary>Shows how one ended.</summary>
    void Done(CopyLine line);
}
