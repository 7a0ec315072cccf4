namespace Apsis.Emulator.Execution;

/// <summary>Carries out the instructions of a job, between its download and its upload.</summary>
internal interface IWorkItemEngine
{
    EngineDefinition Definition { get; }

    /// <summary>Whether processes may be left behind, for which a job's end looks.</summary>
    bool StartsPrograms => true;

    /// <summary>The folder that <c>$(engine.path)</c> stands for.</summary>
    /// <exception cref="WorkItemException">What the engine needs is not installed; the message says what.</exception>
    Task<string> FindFolderAsync(CancellationToken cancellationToken);

    /// <summary>Called before the inputs are fetched.</summary>
    /// <exception cref="WorkItemException">The download is to fail.</exception>
    void BeginDownload(JobState state)
    {
    }

    /// <summary>Runs the expanded command lines one after another.</summary>
    /// <exception cref="WorkItemException">One of them failed.</exception>
    Task RunAsync(JobInstructions instructions, CancellationToken cancellationToken);
}
