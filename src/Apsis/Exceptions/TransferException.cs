namespace Apsis.Exceptions;

/// <summary>A file could not be moved: unreadable or changed on this side, not accepted or not whole on the other.</summary>
/// <remarks>Nothing half done is left under the final name, neither on disk nor in the service.</remarks>
public sealed class TransferException : ApsException
{
    /// <summary>Describes the transfer that failed.</summary>
    public TransferException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
