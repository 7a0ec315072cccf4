using Apsis.Runs;

namespace Apsis.Cli.Output;

/// <summary>Where the news of a run is shown: live on a terminal, as lines, or not at all. Disposing it ends the drawing.</summary>
internal interface IRunView : IProgress<RunProgress>, IAsyncDisposable
{
    /// <summary>Whether somebody can be asked.</summary>
    bool CanAsk { get; }

    /// <summary>Shows a line that stays.</summary>
    void Note(string line);

    /// <summary>Asks a question whose answer is yes or no; no when the token ends first.</summary>
    Task<bool> AskAsync(string question, CancellationToken cancellationToken);
}
