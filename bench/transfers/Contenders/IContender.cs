namespace Apsis.Bench.Transfers.Contenders;

/// <summary>One way to move files.</summary>
internal interface IContender : IDisposable
{
    /// <summary>What may be done before the clock runs: a token, a connection, addresses.</summary>
    Task PrepareAsync(Work work);

    Task RunAsync(Work work);
}
