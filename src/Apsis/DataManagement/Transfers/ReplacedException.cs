namespace Apsis.DataManagement.Transfers;

/// <summary>The object was replaced, or deleted, while it was read: what has come is of no use.</summary>
internal sealed class ReplacedException : Exception;
