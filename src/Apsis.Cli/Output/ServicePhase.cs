namespace Apsis.Cli.Output;

/// <summary>What the service does with a WorkItem, in order.</summary>
internal enum ServicePhase
{
    /// <summary>Waits for a machine.</summary>
    Queue,

    /// <summary>Inputs go from the storage to the machine.</summary>
    Download,

    /// <summary>The engine runs.</summary>
    Run,

    /// <summary>Outputs go from the machine to the storage.</summary>
    UploadOutputs,
}
