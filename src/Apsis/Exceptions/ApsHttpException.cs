using System.Net;

namespace Apsis.Exceptions;

/// <summary>The service answered a call with an error, or gave no usable answer at all.</summary>
public class ApsHttpException : ApsException
{
    /// <summary>Describes one failed call. <paramref name="failure"/> must hold no secret: see <see cref="ApsHttpFailure"/>.</summary>
    public ApsHttpException(string message, ApsHttpFailure failure, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
    }

    /// <summary>The facts of the failed call.</summary>
    public ApsHttpFailure Failure { get; }

    /// <summary>The HTTP status of the answer, or null when there was none (no connection, reset, time-out).</summary>
    public HttpStatusCode? Status => Failure.Status;

    /// <summary>The body of the answer, at most 16 KiB of it; empty when there was none.</summary>
    public string Body => Failure.Body;
}
