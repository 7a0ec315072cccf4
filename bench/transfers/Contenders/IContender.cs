namespace Apsis.Bench.Transfers.Contenders;

/// <summary>One way to move files.</summary>
internal interface IContender : IDisposable
{
    /// <summary>What counts, when it is not the whole run.</summary>
    TimeSpan? Measured => null;

    /// <summary>What may be done before the clock runs: a token, a connection, addresses.</summary>
    Task PrepareAsync(Work work);

    Task RunAsync(Work work);

    /// <summary>
    /// What is done when the clock has stopped: nothing of what was sent stays on the server that an owner can not delete. The memory that its files took is
    /// what the next contender's files find, the same for all.
    /// </summary>
    Task CleanAsync(Work work) => Task.CompletedTask;
}
