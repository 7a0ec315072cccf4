namespace Apsis.DataManagement.Transfers;

/// <summary>The storage does not know ranges: the content comes as a whole or not at all.</summary>
internal sealed class NoRangesException : Exception;
