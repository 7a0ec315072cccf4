namespace Apsis.Exceptions;

/// <summary>The root of every error that Apsis reports about the service, a transfer or a run.</summary>
/// <remarks>
/// Wrong arguments are not among them: they throw <see cref="ArgumentException"/> before any call is made. A wait that runs out throws
/// <see cref="WorkItemTimeoutException"/>, which is a <see cref="TimeoutException"/>. Cancellation throws
/// <see cref="OperationCanceledException"/> with the caller's own token.
/// </remarks>
public class ApsException : Exception
{
    /// <summary>An error with what failed, on what, why, and what to do next.</summary>
    public ApsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
