using System.Net;

namespace Apsis.Emulator.Execution;

/// <summary>How a callback went.</summary>
internal sealed record CallbackOutcome(HttpStatusCode? Status, string? Failure)
{
    public bool IsDelivered => Failure is null;

    /// <summary>205: the receiver wants the job stopped.</summary>
    public bool AsksToCancel => Status == HttpStatusCode.ResetContent;
}
