namespace Apsis.Http;

/// <summary>One transfer, or one call that transfers many files, as the budget sees it.</summary>
internal sealed class TransferShare
{
    /// <summary>Connections it has; kept by the budget.</summary>
    public int InUse { get; set; }
}
